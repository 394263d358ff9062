package banyan.proxy.shadow;

import static org.assertj.core.api.Assertions.assertThat;

import banyan.proxy.migration.Move;
import banyan.testing.SystemThread;
import java.nio.file.Path;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Who stands back for whom, as the system tells of it. */
@EnabledOnOs(OS.LINUX)
final class NicenessTest {
  /** These may be made by whoever wakes up a virtual thread, and scripts of the test have some. */
  private static final String CARRIER = "ForkJoinPool.*";

  @TempDir Path folder;
  private final int own = SystemThread.current().niceness();
  private final int standingBack = own + Niceness.OF_COPIES;
  private final Queue<Integer> found = new ConcurrentLinkedQueue<>();

  @Test
  void aThreadStandsBackOnceAndAlone() throws InterruptedException {
    Thread.ofPlatform()
        .start(
            () -> {
              standBack();
              startedByOneThatStandsBack();
            })
        .join();
    assertThat(found).containsOnly(standingBack).hasSize(2);
    assertThat(SystemThread.current().niceness()).isEqualTo(own);
  }

  @Test
  void thoseWhoSendCopiesStandBackAndNobodyElse() throws Exception {
    try (ShadowedShop shop = new ShadowedShop(folder, Map.of())) {
      shop.migrate("/api/orders", "legacy", "local", new Move.Shadow());
      shop.workAtHome = () -> found.add(SystemThread.current().niceness());
      shop.await(
          () -> {
            shop.get("/api/orders");
            return !shop.recorder.pairs.isEmpty();
          });
      assertThat(found).as("local code may hold what clients wait for").containsOnly(own);
      assertThat(SystemThread.all())
          .contains(new SystemThread("shadow", standingBack))
          .anyMatch(thread -> isOfCopies(thread) && thread.name().matches("shadow-\\d+"))
          .allMatch(
              thread ->
                  thread.niceness() == own || isOfCopies(thread) || thread.name().matches(CARRIER));
    }
  }

  private boolean isOfCopies(SystemThread thread) {
    return thread.niceness() == standingBack
        && thread.name().matches("shadow|shadow-\\d+|shadow-schedule|banyan-parity");
  }

  private void standBack() {
    var niceness = new Niceness();
    niceness.standBack();
    niceness.standBack();
    found.add(SystemThread.current().niceness());
  }

  /** It is born as nice. */
  private void startedByOneThatStandsBack() {
    try {
      Thread.ofPlatform().start(this::standBack).join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
