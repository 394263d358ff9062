package banyan.proxy.publish;

import banyan.proxy.publish.TableStore.Adding;
import banyan.proxy.route.LiveRoutes;
import banyan.proxy.route.LocalCode;
import banyan.proxy.route.RouteDocument.Fault;
import banyan.proxy.route.RouteDocument.Reading;
import banyan.proxy.route.RouteReport;
import banyan.proxy.route.RoutesFile;
import banyan.wire.Failure;
import io.opentelemetry.api.metrics.Meter;
import io.opentelemetry.api.metrics.ObservableLongGauge;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The published document of one instance: puts the newest version of the store in force, publishes
 * the file when it changes, and what operators send.
 *
 * <p>A file is published when its content is not that of the last published file; until it changes
 * again, what operators publish stands above it. While the store cannot be reached a changed file
 * is in force here alone and is published later, and without a file the last good copy is. A
 * version that this instance cannot read changes nothing here.
 *
 * <p>Any thread.
 */
public final class PublishedRoutes implements AutoCloseable {
  private final RoutesFile file;
  private final TableStore store;
  private final Enforcement enforcement;
  private final Following following = new Following("banyan-routes", this::catchUp);

  /**
   * Puts in force what is known before the store is asked.
   *
   * @param copy null where the store is as near as a copy would be
   * @param instance the name that publishes the file
   */
  public PublishedRoutes(
      RoutesFile file,
      LocalCode local,
      TableStore store,
      @Nullable LastGoodCopy copy,
      String instance) {
    this.file = file;
    this.store = store;
    this.enforcement = new Enforcement(file, local, store, copy, instance);
  }

  /** The metric that tells which version an instance has; 0 for none. */
  public static ObservableLongGauge gauge(Meter meter, LongSupplier version) {
    return meter
        .gaugeBuilder("banyan.routes.version")
        .ofLongs()
        .setDescription("The version of the published routes that is in force")
        .buildWithCallback(measurement -> measurement.record(version.getAsLong()));
  }

  /** The table in force. */
  public LiveRoutes live() {
    return file.live();
  }

  /** The number of the version in force; 0 for none. */
  public long version() {
    return enforcement.standing().number();
  }

  /** How it stands, in one line for operators. */
  public String description() {
    return enforcement.standing().description();
  }

  /** Which file is followed and what is in force, for the banner. */
  public String banner() {
    RoutesFile.Status status = file.status();
    return status.file()
        + (status.hash().isEmpty() ? ", not there yet" : "")
        + " (followed while running)"
        + enforcement.standing().remark();
  }

  public RouteReport.Published report() {
    Standing now = enforcement.standing();
    VersionEntry version = now.version();
    return new RouteReport.Published(
        now.number(),
        version == null ? "" : version.hash(),
        version == null ? "" : version.who(),
        version == null ? "" : version.when().toString(),
        version == null ? "" : version.why(),
        now.from(),
        now.problem());
  }

  /** Begins to follow the store and the file. */
  public void start() {
    store.follow(following::hear);
    following.start(store.lookEvery());
    file.start(enforcement::take);
  }

  /** Stops following; the table in force stays. */
  @Override
  public void close() {
    file.close();
    following.close();
  }

  /** Puts the newest version in force, after the file is published if it has to be. */
  public void catchUp() {
    enforcement.catchUp();
  }

  /**
   * Publishes a document as a new version, or nothing, and puts it in force here.
   *
   * @param expected the version that must be the newest; null for whichever is
   * @throws IllegalArgumentException when {@code who} or {@code why} is missing or too long
   * @throws Failure of {@code unavailable} while the store cannot be reached
   */
  public Outcome publish(String text, String who, String why, @Nullable Long expected) {
    Publication publication = new Publication(text, Publication.Origin.ADMIN, who, why);
    if (text.getBytes(StandardCharsets.UTF_8).length > RoutesFile.BYTES_MAX) {
      String fault = "is larger than " + RoutesFile.BYTES_MAX + " bytes";
      return new Outcome.Refused(List.of(new Fault(file.status().file(), 0, 0, fault)));
    }
    return switch (enforcement.read(text)) {
      case Reading.Invalid invalid -> new Outcome.Refused(invalid.faults());
      case Reading.Valid _ -> add(publication, expected);
    };
  }

  /** Publishes the document of an earlier version as a new one; see {@link #publish}. */
  public Outcome rollBack(long number, String who, String why, @Nullable Long expected) {
    return find(number)
        .map(version -> publish(version.text(), who, why, expected))
        .orElseGet(Outcome.Unknown::new);
  }

  /** The newest versions, newest first; see {@link TableStore#history}. */
  public List<VersionEntry> history() {
    return store.history();
  }

  /** A version; 0 for the one in force here. */
  public Optional<TableVersion> find(long number) {
    return store.find(number == 0 ? version() : number);
  }

  /** What became of a document. */
  public sealed interface Outcome {
    record Published(VersionEntry version) implements Outcome {}

    /** The document has faults; nothing has changed. */
    record Refused(List<Fault> faults) implements Outcome {}

    /**
     * Another version came between; nothing has changed.
     *
     * @param newest null while there is none
     */
    record Overtaken(@Nullable VersionEntry newest) implements Outcome {}

    /** There is no such version, or it is not kept any more. */
    record Unknown() implements Outcome {}
  }

  private Outcome add(Publication publication, @Nullable Long expected) {
    return switch (store.add(publication, expected)) {
      case Adding.Added added -> {
        Enforcement.note(added.version());
        catchUp();
        yield new Outcome.Published(added.version());
      }
      case Adding.Overtaken overtaken -> new Outcome.Overtaken(overtaken.newest());
    };
  }
}
