package banyan.app.demo;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is to be shown.
 *
 * @param stages in their order
 * @param clients how many ask at the same time, as many of each {@link Trade}
 * @param rate requests a second of all clients together, repetitions not counted
 * @param stageTime how long each stage lasts at the least
 * @param stageRequests how many requests of each kind a stage waits for
 * @param hasFallback whether reads and calls are answered here when the service does not
 * @param service where moved requests go; null for the service of the scene
 */
public record DemoPlan(
    List<Stage> stages,
    int clients,
    int rate,
    Duration stageTime,
    int stageRequests,
    boolean hasFallback,
    @Nullable URI service) {
  /** How long nobody must have asked the old side before it is closed; a day would be short. */
  static final Duration QUIET = Duration.ofSeconds(5);

  private static final int CLIENTS = 12;
  private static final int STAGE_REQUESTS = 10;

  public DemoPlan {
    stages = List.copyOf(stages);
    if (stages.isEmpty() || clients % Trade.values().length != 0 || clients < 1 || rate < 1) {
      throw new IllegalArgumentException("a plan needs a stage, a rate and clients of each trade");
    }
  }

  /**
   * The tour.
   *
   * @param time of all stages together; what lies between them comes on top
   * @param service one that runs already and is not killed; null for one that the demo starts
   */
  public static DemoPlan tour(Duration time, int rate, boolean hasFallback, @Nullable URI service) {
    List<Stage> stages = Tour.stages(service == null, hasFallback);
    return new DemoPlan(
        stages, CLIENTS, rate, time.dividedBy(stages.size()), STAGE_REQUESTS, hasFallback, service);
  }

  /** Whether the service is killed in it. */
  boolean hasDeath() {
    return does(Deed.Kill.class);
  }

  /** Whether the service's log can be read: it is not when the service is somebody else's. */
  boolean isServiceOurs() {
    return service == null;
  }

  /** Whether it moves this away. */
  boolean moves(Portion portion) {
    return stages.stream().anyMatch(stage -> stage.hasMoved(portion));
  }

  /** Whether each visitor has a side of their own in it. */
  boolean shares() {
    return stages.stream().anyMatch(stage -> stage.reads() == Reads.SHARED);
  }

  /** Whether it closes the old side in the end. */
  boolean retires() {
    return stages.stream()
        .anyMatch(
            stage ->
                stage.goal() instanceof Goal.Granted(Deed.Step step)
                    && step.word().equals("retire"));
  }

  /** Whether it does so by a migration. */
  boolean migrates() {
    return does(Deed.Prepare.class);
  }

  /** Whether it does something of this kind. */
  boolean does(Class<? extends Deed> kind) {
    return stages.stream().anyMatch(stage -> stage.deeds().stream().anyMatch(kind::isInstance));
  }
}
