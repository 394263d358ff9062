package banyan.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import banyan.platform.Chore;
import banyan.platform.Chores;
import banyan.platform.calls.Offer;
import banyan.platform.calls.Switchboard;
import banyan.platform.telemetry.Telemetry;
import banyan.platform.telemetry.TelemetrySettings;
import banyan.proxy.BufferFigures;
import banyan.proxy.GuardFigures;
import banyan.proxy.UpstreamFigures;
import banyan.proxy.fault.FaultFigures;
import banyan.proxy.fault.LiveFaults;
import banyan.proxy.gate.Margins;
import banyan.proxy.idempotency.KeyFigures;
import banyan.proxy.match.WireHead;
import banyan.proxy.migration.Asker;
import banyan.proxy.migration.EvidenceSource;
import banyan.proxy.migration.IdentityChain;
import banyan.proxy.migration.Migration;
import banyan.proxy.migration.MigrationFigures;
import banyan.proxy.migration.MigrationFolder;
import banyan.proxy.migration.Migrations;
import banyan.proxy.migration.Move;
import banyan.proxy.migration.RoutePattern;
import banyan.proxy.migration.SideChoice;
import banyan.proxy.migration.Tombstone;
import banyan.proxy.migration.Weight;
import banyan.proxy.parity.ParityFigures;
import banyan.proxy.publish.PublishedRoutes;
import banyan.proxy.publish.Reason;
import banyan.proxy.resilience.BreakerPolicy;
import banyan.proxy.resilience.Guards;
import banyan.proxy.resilience.InFlightPolicy;
import banyan.proxy.resilience.Protection;
import banyan.proxy.resilience.RetryPolicy;
import banyan.proxy.rollout.Builds;
import banyan.proxy.rollout.GateFigures;
import banyan.proxy.rollout.LiveGates;
import banyan.proxy.route.Destination;
import banyan.proxy.route.LocalCode;
import banyan.proxy.route.PathTemplate;
import banyan.proxy.route.Route;
import banyan.proxy.route.RouteDocument;
import banyan.proxy.route.RouteDocument.Reading;
import banyan.proxy.route.RouteStatistics;
import banyan.proxy.shadow.CopyOutcome;
import banyan.proxy.shadow.Pairing;
import banyan.proxy.shadow.ShadowFigures;
import banyan.proxy.shadow.Skip;
import banyan.testing.calls.Workshop;
import banyan.testing.calls.WorkshopCalls;
import banyan.wire.Arrival;
import banyan.wire.ByteBudget;
import banyan.wire.Caller;
import banyan.wire.Deadline;
import banyan.wire.Settings;
import io.opentelemetry.api.GlobalOpenTelemetry;
import io.opentelemetry.api.metrics.Meter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.eclipse.jetty.http.HttpFields;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the papers say of commands, settings, metrics and routes is so. */
final class PapersTest {
  private static final Path ROOT = Path.of(System.getProperty("banyan.root", ".."));
  private static final Pattern HERE_DOCUMENT =
      Pattern.compile("\\$ cat > \\S+\\.yaml <<'END'\n(.*?)\nEND\n", Pattern.DOTALL);
  private static final Protection GUARDED =
      new Protection(
          RetryPolicy.DEFAULT,
          null,
          BreakerPolicy.DEFAULT,
          new InFlightPolicy(1, 0, Duration.ofSeconds(1)));
  private static final Reason PAPERS = new Reason("papers", "a test");
  private static final Route PRODUCT =
      new Route(
          "GET /api/v1/products/{id}",
          Route.Source.DECLARATION,
          null,
          PathTemplate.parse("/api/v1/products/{id}"),
          Set.of("GET"),
          new Destination.Local(),
          false,
          "catalog",
          null,
          0);

  private final Map<String, String> papers = papers();
  @TempDir Path folder;

  @Test
  void everyCommandAndFlagExists() {
    var banyan = new Main(Surroundings.ofProcess()).spec();
    assertThat(PaperRules.checkCommands(code(), banyan)).isEmpty();
  }

  @Test
  void everySettingExistsAndHasTheDefaultThatIsTold() {
    List<String> findings =
        new ArrayList<>(PaperRules.checkSettings(code(), DeclaredSettings.all()));
    papers.forEach(
        (file, text) ->
            findings.addAll(PaperRules.checkDefaults(file, text, DeclaredSettings.all())));
    assertThat(findings).isEmpty();
  }

  @Test
  void everyMetricIsReported() throws Exception {
    Settings settings = new Settings(Map.of(TelemetrySettings.TRACE_SHARE.key(), 0.0));
    try (Telemetry telemetry = Telemetry.start("papers", settings, Map.of());
        var _ = WatchedShop.start(GlobalOpenTelemetry.getMeter("papers"))) {
      migrate();
      var _ = PublishedRoutes.gauge(GlobalOpenTelemetry.getMeter("papers"), () -> 1);
      ByteBudget buffers = new ByteBudget(0);
      assertThat(buffers.take("adapter", 1)).isEmpty();
      var _ = new BufferFigures(GlobalOpenTelemetry.getMeter("papers"), buffers);
      new RouteStatistics(InstantSource.system(), GlobalOpenTelemetry.getMeter("papers"))
          .record(PRODUCT, "GET", "local", 200, false, 1_000);
      new UpstreamFigures(GlobalOpenTelemetry.getMeter("papers"))
          .count("legacy", "connection_refused");
      var _ = new KeyFigures(GlobalOpenTelemetry.getMeter("papers"));
      Guards guards = new Guards(System::nanoTime);
      guards.of("legacy", GUARDED);
      var _ = new GuardFigures(GlobalOpenTelemetry.getMeter("papers"), guards);
      var _ = new FaultFigures(GlobalOpenTelemetry.getMeter("papers"), LiveFaults.none());
      Switchboard.local(Offer.of(Workshop.class, new WorkshopCalls()))
          .to(Workshop.class)
          .bench(
              new Arrival(Caller.anonymous(), "papers", Deadline.in(Duration.ofSeconds(20))),
              new Workshop.Nothing());
      CountDownLatch ran = new CountDownLatch(1);
      try (Chores chores = new Chores()) {
        chores.begin(new Chore("papers.read", Duration.ofHours(1), ran::countDown));
        ran.await();
      }
      List<PaperCode> told =
          Stream.of("docs/operating.md", "docs/calls.md")
              .flatMap(file -> PaperCode.of(file, papers.getOrDefault(file, "")).stream())
              .toList();
      assertThat(PaperRules.checkMetrics(told, telemetry.metrics())).isEmpty();
    }
  }

  /** One migration, one request of it, and one of each alarm. */
  private void migrate() {
    Meter meter = GlobalOpenTelemetry.getMeter("papers");
    Migrations migrations =
        new Migrations(
            new MigrationFolder(folder),
            null,
            EvidenceSource.none(),
            (_, _) -> Optional.empty(),
            InstantSource.system());
    migrations.create(
        new Migration.Draft(
            "papers",
            List.of(RoutePattern.parse("/**")),
            "local",
            "catalog",
            IdentityChain.DEFAULT),
        PAPERS,
        "admin");
    Migration migration = migrations.list().getFirst();
    var _ = migrations.gauge(meter);
    migrations.move("papers", new Move.Shadow(), PAPERS, "admin", null, null);
    migrations.move("papers", new Move.Canary(Weight.parse("1")), PAPERS, "admin", "none", null);
    LiveGates gates =
        new LiveGates(_ -> Margins.DEFAULT, false, 1, Builds.untold(), InstantSource.system());
    var _ = new GateFigures(meter, gates);
    gates.start(migrations);
    await().atMost(Duration.ofSeconds(30)).until(() -> gates.report("papers").isPresent());
    gates.close();
    var head = new WireHead(null, "GET", "/", null, HttpFields.EMPTY);
    var choice = SideChoice.of(migration, new Asker(head, Caller.anonymous(), "127.0.0.1"), null);
    new MigrationFigures(meter).count(choice, "answered");
    var shadow = new ShadowFigures(meter);
    shadow.copied(migration.name(), Pairing.FORWARD, CopyOutcome.ANSWERED);
    shadow.skipped(migration.name(), Skip.QUEUE);
    new ParityFigures(meter).count(migration, Pairing.FORWARD, "same");
    Tombstone tombstone = new Tombstone(meter, InstantSource.system());
    assertThat(tombstone.hit(migration)).isNotEqualTo(tombstone.missing(migration, "from"));
  }

  @Test
  void everyLinkToAHeadingFindsIt() {
    assertThat(papers.keySet()).flatMap(file -> PaperRules.checkAnchors(file, papers)).isEmpty();
  }

  @Test
  void theRoutesOfTheTourAreValid() {
    LocalCode local = new LocalCode(List.of(PRODUCT), Set.of("catalog"), Set.of("catalog"));
    List<MatchResult> documents =
        HERE_DOCUMENT.matcher(papers.getOrDefault("README.md", "")).results().toList();
    assertThat(documents).hasSize(2);
    for (MatchResult document : documents) {
      assertThat(RouteDocument.read("routes.yaml", document.group(1), local))
          .isInstanceOf(Reading.Valid.class);
    }
  }

  @Test
  void theReadmeLeadsToEveryPaper() {
    String readme = papers.getOrDefault("README.md", "");
    assertThat(papers.keySet())
        .filteredOn(file -> file.matches("docs/(contexts/)?[a-z-]+\\.md"))
        .isNotEmpty()
        .allSatisfy(file -> assertThat(readme).contains("](" + file));
  }

  private List<PaperCode> code() {
    return papers.entrySet().stream()
        .flatMap(paper -> PaperCode.of(paper.getKey(), paper.getValue()).stream())
        .toList();
  }

  /** Texts by path. The changelog tells of what once was. */
  private static Map<String, String> papers() {
    Map<String, String> papers = new TreeMap<>();
    try (Stream<Path> docs = Files.walk(ROOT.resolve("docs"))) {
      Stream.concat(docs, Stream.of(ROOT.resolve("README.md"), ROOT.resolve("CONTRIBUTING.md")))
          .filter(file -> file.toString().endsWith(".md"))
          .forEach(file -> papers.put(ROOT.relativize(file).toString(), read(file)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return papers;
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
