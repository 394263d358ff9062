package banyan.proxy.parity;

import static org.awaitility.Awaitility.await;

import banyan.proxy.certificate.CertificateChain;
import banyan.proxy.certificate.CertificateFolder;
import banyan.proxy.compare.RecordedAnswer;
import banyan.proxy.compare.RecordedField;
import banyan.proxy.compare.RecordedPair;
import banyan.proxy.compare.RecordedRequest;
import banyan.proxy.migration.EvidenceSource;
import banyan.proxy.migration.IdentityChain;
import banyan.proxy.migration.Migration;
import banyan.proxy.migration.MigrationFolder;
import banyan.proxy.migration.Migrations;
import banyan.proxy.migration.Migrations.Outcome;
import banyan.proxy.migration.Move;
import banyan.proxy.migration.RoutePattern;
import banyan.proxy.migration.Weight;
import banyan.proxy.publish.Reason;
import banyan.proxy.route.LiveRoutes;
import banyan.proxy.route.LocalCode;
import banyan.proxy.route.RouteDocument;
import banyan.proxy.route.RouteTable;
import banyan.proxy.sampling.BehaviourClass;
import banyan.proxy.shadow.Pairing;
import banyan.proxy.shadow.ShadowPair;
import banyan.wire.Settings;
import io.opentelemetry.api.OpenTelemetry;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The migration {@code orders} of {@code /orders/**} from the upstream {@code legacy} to {@code
 * orders}, at shadow, with what compares and certifies it. Pairs are handed over as shadowing does.
 * One thread.
 */
final class ComparedShop implements AutoCloseable {
  static final String ROUTE = "GET /orders/{id}";

  private static final Duration LIMIT = Duration.ofSeconds(30);
  private static final Duration POLL = Duration.ofMillis(1);
  private static final Reason ADA = new Reason("ada", "it moves");
  private static final String DOCUMENT =
      """
      upstreams:
        legacy: {endpoints: ["http://127.0.0.1:9000"]%s}
        orders: {endpoints: ["http://127.0.0.1:9001"]%s}
      routes:
        - {match: {path: "/orders/**"}, to: legacy}
      """;

  final Migrations migrations;
  final Parity parity;
  final Certificates certificates;
  private final LiveRoutes routes;
  volatile Instant now = Instant.parse("2026-11-21T10:42:56.637Z");
  private long taken;

  /** Both sides have a build by their label. */
  ComparedShop(Path folder) {
    this(folder, document("build: 4.1", "build: 5.0"));
  }

  ComparedShop(Path folder, String document) {
    routes = new LiveRoutes(table(document));
    RulesFolder rules = new RulesFolder(folder);
    parity =
        new Parity(
            new SideVersions(routes::current, new Nowhere()),
            rules,
            () -> now,
            OpenTelemetry.noop().getMeter("test"));
    certificates =
        new Certificates(
            parity,
            rules,
            new CertificateChain(
                new CertificateFolder(folder.resolve("certificates")), folder.resolve("key.pem")),
            new Settings(Map.of()),
            () -> now);
    migrations =
        new Migrations(
            new MigrationFolder(folder.resolve("migrations")),
            null,
            EvidenceSource.of(certificates, EvidenceSource.none(), EvidenceSource.none()),
            (_, _) -> Optional.empty(),
            () -> now);
    migrations.catchUp();
    if (migrations.find("orders").isEmpty()) {
      migrations.create(
          new Migration.Draft(
              "orders",
              List.of(RoutePattern.parse("/orders/**")),
              "legacy",
              "orders",
              IdentityChain.DEFAULT),
          ADA,
          "admin");
      move(new Move.Shadow());
    }
  }

  /** A document in which both upstreams say so of themselves. */
  static String document(String legacy, String orders) {
    return DOCUMENT.formatted(
        legacy.isEmpty() ? "" : ", " + legacy, orders.isEmpty() ? "" : ", " + orders);
  }

  void publish(String document) {
    routes.replace(table(document));
  }

  static RouteTable table(String document) {
    return switch (RouteDocument.read("routes.yaml", document, LocalCode.none())) {
      case RouteDocument.Reading.Valid(RouteDocument valid) -> valid.over(LocalCode.none());
      case RouteDocument.Reading.Invalid(var faults) ->
          throw new IllegalArgumentException(faults.toString());
    };
  }

  Migration migration() {
    return migrations.find("orders").orElseThrow();
  }

  Outcome move(Move move) {
    return migrations.move("orders", move, ADA, "operator", null, null);
  }

  Outcome canary(String percent) {
    return move(new Move.Canary(Weight.parse(percent)));
  }

  /** Compares from now on. */
  ComparedShop start() {
    parity.start(migrations);
    return this;
  }

  /** So many pairs of one behaviour that say the same. */
  void same(int pairs) {
    for (int i = 0; i < pairs; i++) {
      pair(Pairing.FORWARD, "{\"total\": 12.50}", "{\"total\": 12.50}");
    }
  }

  void pair(Pairing pairing, String from, String to) {
    pair(ROUTE, pairing, answer(from), answer(to));
  }

  /** Hands over a pair; returns whether it was taken. */
  boolean pair(String route, Pairing pairing, RecordedAnswer from, RecordedAnswer to) {
    BehaviourClass behaviour = new BehaviourClass(route, "", "", from.status(), 0);
    parity.seen(migration(), behaviour);
    RecordedRequest request =
        new RecordedRequest("GET", "/orders/7?card=4711&page=2", List.of(), new byte[0]);
    boolean isTaken =
        parity.take(
            new ShadowPair(
                migration(), pairing, behaviour, new RecordedPair("a pair", request, from, to)));
    taken += isTaken ? 1 : 0;
    return isTaken;
  }

  static RecordedAnswer answer(String body, String... fields) {
    List<RecordedField> all = new java.util.ArrayList<>();
    all.add(new RecordedField("Content-Type", "application/json"));
    for (String field : fields) {
      String[] parts = field.split(": ", 2);
      all.add(new RecordedField(parts[0], parts[1]));
    }
    return new RecordedAnswer(200, all, body.getBytes(StandardCharsets.UTF_8));
  }

  /** What is known when all pairs that were handed over are done with. */
  ParityReport report() {
    await()
        .pollDelay(Duration.ZERO)
        .pollInterval(POLL)
        .atMost(LIMIT)
        .until(() -> parity.finished() == taken);
    return parity.report(migration());
  }

  @Override
  public void close() {
    parity.close();
    migrations.close();
  }

  /** No side is local here. */
  private static final class Nowhere implements LocalSide {
    @Override
    public String build() {
      throw new IllegalStateException("no side is local");
    }

    @Override
    public String configuration(Migration migration) {
      throw new IllegalStateException("no side is local");
    }
  }
}
