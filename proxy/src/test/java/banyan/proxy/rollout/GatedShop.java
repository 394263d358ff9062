package banyan.proxy.rollout;

import banyan.proxy.Gateway;
import banyan.proxy.gate.Margins;
import banyan.proxy.identity.Identities;
import banyan.proxy.identity.IdentityHandler;
import banyan.proxy.identity.IdentitySettings;
import banyan.proxy.ingress.Listener;
import banyan.proxy.migration.Cohort;
import banyan.proxy.migration.EvidenceSource;
import banyan.proxy.migration.IdentityChain;
import banyan.proxy.migration.Migration;
import banyan.proxy.migration.MigrationFolder;
import banyan.proxy.migration.Migrations;
import banyan.proxy.migration.Move;
import banyan.proxy.migration.RoutePattern;
import banyan.proxy.migration.Side;
import banyan.proxy.migration.SideHandler;
import banyan.proxy.migration.Tombstone;
import banyan.proxy.migration.Weight;
import banyan.proxy.publish.Reason;
import banyan.proxy.route.LiveRoutes;
import banyan.proxy.route.LocalCode;
import banyan.proxy.route.RouteDocument;
import banyan.proxy.route.RouteDocument.Reading;
import banyan.proxy.route.RouteHandler;
import banyan.testing.Answer;
import banyan.testing.RawClient;
import banyan.testing.ScriptedUpstream;
import banyan.wire.Settings;
import io.opentelemetry.api.OpenTelemetry;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.eclipse.jetty.server.Handler;

/**
 * A request path before {@code legacy}, which answers everything; {@code fresh}, which does too;
 * {@code failing}, which answers 500; and {@code away}, where nobody listens. The gates look by
 * themselves; their clock is moved by the test. One thread of a test at a time.
 */
final class GatedShop implements AutoCloseable {
  static final Reason ADA = new Reason("ada", "a test");
  private static final Margins MARGINS =
      new Margins(2, 0.05, 0.5, 0.5, 0.5, 60_000, 0.001, 0, 10, Duration.ofMinutes(1));

  final Migrations migrations;
  final LiveGates gates;
  private final ScriptedUpstream legacy =
      ScriptedUpstream.answering("HTTP/1.1 200 OK\r\nContent-Length: 6\r\n\r\nlegacy");
  private final ScriptedUpstream fresh =
      ScriptedUpstream.answering("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nfresh");
  private final ScriptedUpstream failing =
      ScriptedUpstream.answering(
          "HTTP/1.1 500 Internal Server Error\r\nContent-Length: 7\r\n\r\nfailing");
  private final Listener listener;
  private volatile Instant now = Instant.parse("2026-11-21T10:00:00Z");

  GatedShop(Path folder) {
    InstantSource clock = () -> now;
    gates = new LiveGates(_ -> MARGINS, true, 1, Builds.untold(), clock);
    migrations =
        new Migrations(
            new MigrationFolder(folder),
            null,
            EvidenceSource.of(EvidenceSource.none(), gates, EvidenceSource.none()),
            (_, _) -> Optional.empty(),
            clock);
    Settings settings = new Settings(Map.of("port", 0, "proxy.stop", Duration.ofSeconds(1)));
    Identities identities = new Identities(new IdentitySettings(true), null, null);
    LiveRoutes routes = routes();
    Tombstone tombstone = new Tombstone(OpenTelemetry.noop().getMeter("test"), clock);
    Handler chain =
        new Gateway(settings, OpenTelemetry.noop().getTracer("test"), "test")
            .chain(
                next -> next,
                next -> new RouteHandler(routes, next),
                next -> new IdentityHandler(identities, next),
                next ->
                    new SideHandler(
                        () -> migrations.live().current(), routes, identities, tombstone, next),
                next -> next,
                null);
    listener = new Listener(settings, chain, List.of(gates.feed()));
    listener.start();
    gates.start(migrations);
  }

  private LiveRoutes routes() {
    String document =
        """
        upstreams:
          legacy: {endpoints: ["%s"]}
          fresh: {endpoints: ["%s"]}
          failing: {endpoints: ["%s"]}
          away: {endpoints: ["http://127.0.0.1:1"]}
        routes:
          - {match: {path: "/**"}, to: legacy}
        """
            .formatted(legacy.origin(), fresh.origin(), failing.origin());
    var reading = RouteDocument.read("routes.yaml", document, LocalCode.none());
    return new LiveRoutes(((Reading.Valid) reading).document().over(LocalCode.none()));
  }

  /** A migration of the paths below its name that goes to its canary. */
  Migration begin(String name, String to, Move toCanary) {
    migrations.create(
        new Migration.Draft(
            name,
            List.of(RoutePattern.parse("/" + name + "/**")),
            "legacy",
            to,
            IdentityChain.parse("cookie:who")),
        ADA,
        "operator");
    migrations.move(name, new Move.Shadow(), ADA, "operator", null, null);
    migrations.move(name, toCanary, ADA, "admin", "a test", null);
    return migrations.find(name).orElseThrow();
  }

  /** So many people who are on a side of a canary of some weight. */
  static List<String> people(Migration migration, Weight weight, Side side, int count) {
    return IntStream.range(0, 100_000)
        .mapToObj(number -> "who" + number)
        .filter(who -> Cohort.of(Cohort.bucket(migration.salt(), who), weight).side() == side)
        .limit(count)
        .toList();
  }

  /** Each of them asks once, one after the other. */
  List<Answer> ask(String migration, List<String> people) {
    try (RawClient client = RawClient.to(listener.port())) {
      return people.stream()
          .map(
              who ->
                  client
                      .send(
                          "GET /%s/1 HTTP/1.1\r\nHost: localhost\r\nCookie: who=%s\r\n\r\n"
                              .formatted(migration, who))
                      .answer())
          .toList();
    }
  }

  Instant now() {
    return now;
  }

  void pass(Duration time) {
    now = now.plus(time);
  }

  @Override
  public void close() {
    listener.stop();
    gates.close();
    migrations.close();
    legacy.close();
    fresh.close();
    failing.close();
  }
}
