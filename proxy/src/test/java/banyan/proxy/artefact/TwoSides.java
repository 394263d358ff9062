package banyan.proxy.artefact;

import banyan.proxy.Exchange;
import banyan.proxy.Gateway;
import banyan.proxy.artefact.ArtefactHandler.Turn;
import banyan.proxy.identity.Identities;
import banyan.proxy.identity.IdentityHandler;
import banyan.proxy.identity.IdentitySettings;
import banyan.proxy.ingress.Listener;
import banyan.proxy.migration.EvidenceSource;
import banyan.proxy.migration.IdentityChain;
import banyan.proxy.migration.Migration;
import banyan.proxy.migration.MigrationFolder;
import banyan.proxy.migration.Migrations;
import banyan.proxy.migration.Move;
import banyan.proxy.migration.RoutePattern;
import banyan.proxy.migration.SideHandler;
import banyan.proxy.migration.Stage;
import banyan.proxy.migration.Tombstone;
import banyan.proxy.migration.Weight;
import banyan.proxy.publish.Reason;
import banyan.proxy.route.LiveRoutes;
import banyan.proxy.route.LocalCode;
import banyan.proxy.route.RouteDocument;
import banyan.proxy.route.RouteHandler;
import banyan.proxy.route.RouteTable;
import banyan.testing.Answer;
import banyan.testing.RawClient;
import banyan.wire.Settings;
import io.opentelemetry.api.OpenTelemetry;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.server.Handler;

/**
 * A request path in front of two servers that keep the same rows and mint unlike artefacts, and a
 * migration {@code shop} from the old one to the new. One thread of a test at a time.
 */
final class TwoSides implements AutoCloseable {
  private static final Reason WHY = new Reason("ada", "a test");
  private static final Duration LIMIT = Duration.ofSeconds(10);

  final RowServer old = new RowServer("old");
  final RowServer fresh = new RowServer("new");
  private final LiveRoutes routes = new LiveRoutes(LocalCode.none().table());
  private final BlockingQueue<Exchange> seen = new LinkedBlockingQueue<>();
  private final Listener listener;
  private Migrations migrations;

  TwoSides(Path folder) {
    migrations = migrations(folder);
    Settings settings = new Settings(Map.of("port", 0, "proxy.stop", Duration.ofSeconds(1)));
    Identities identities = new Identities(new IdentitySettings(false), null, null);
    Tombstone tombstone =
        new Tombstone(OpenTelemetry.noop().getMeter("test"), InstantSource.system());
    Gateway gateway = new Gateway(settings, OpenTelemetry.noop().getTracer("test"), "test");
    Handler chain =
        gateway.chain(
            next -> next,
            next -> new RouteHandler(routes, next),
            next -> new IdentityHandler(identities, next),
            next ->
                gateway.holding(
                    () -> migrations.live().current() != null,
                    new SideHandler(
                        () -> migrations.live().current(),
                        routes,
                        identities,
                        tombstone,
                        BroughtArtefacts::of,
                        new ArtefactHandler(Turn.SAFE, settings, gateway.buffers(), next))),
            next -> new ArtefactHandler(Turn.UNSAFE, settings, gateway.buffers(), next),
            null);
    listener =
        new Listener(
            settings, chain, List.of((request, _) -> Exchange.find(request).ifPresent(seen::add)));
    listener.start();
  }

  /** Begins anew: a prepared migration, and a document that says this of artefacts. */
  void begin(Path folder, String artefacts) {
    migrations.close();
    migrations = migrations(folder);
    publish(artefacts, old, fresh, "old");
    migrate("shop", "old", "new");
    seen.clear();
  }

  void migrate(String name, String from, String to) {
    done(
        migrations.create(
            new Migration.Draft(
                name,
                List.of(RoutePattern.parse("/**")),
                from,
                to,
                IdentityChain.parse("cookie:who")),
            WHY,
            "admin"));
  }

  /** Puts a document in force. */
  void publish(String artefacts, RowServer oldServer, RowServer newServer, String to) {
    String text =
        """
        upstreams:
          old: {endpoints: ["%s"], retry: {times: 0}, breaker: off}
          new: {endpoints: ["%s"], retry: {times: 0}, breaker: off}
        routes:
          - {match: {path: "/**"}, to: %s, artefacts: %s}
        """
            .formatted(oldServer.origin(), newServer.origin(), to, artefacts);
    switch (RouteDocument.read("routes.yaml", text, LocalCode.none())) {
      case RouteDocument.Reading.Valid valid ->
          routes.replace(valid.document().over(LocalCode.none()));
      case RouteDocument.Reading.Invalid invalid ->
          throw new IllegalStateException(invalid.faults().toString());
    }
  }

  void move(Move move) {
    move("shop", move);
  }

  void move(String name, Move move) {
    done(migrations.move(name, move, WHY, "admin", "a test", null));
  }

  /** The canary, whatever the stage before. */
  void weigh(String percent) {
    Migration now = migrations.find("shop").orElseThrow();
    if (now.stage() == Stage.PREPARED) {
      move(new Move.Shadow());
    }
    if (now.stage() != Stage.CANARY || !now.weight().equals(Weight.parse(percent))) {
      move(new Move.Canary(Weight.parse(percent)));
    }
  }

  Answer send(String method, String target, String... fields) {
    String lines = fields.length == 0 ? "" : String.join("\r\n", fields) + "\r\n";
    boolean hasBody = method.equals("POST") || method.equals("PUT");
    return RawClient.exchange(
        listener.port(),
        method
            + " "
            + target
            + " HTTP/1.1\r\nHost: shop.example\r\nCookie: who=ada\r\n"
            + lines
            + (hasBody ? "Content-Length: 0\r\n" : "")
            + "\r\n");
  }

  /** Sends a JSON body, with fields that say how long it is or that it comes in chunks. */
  Answer post(String target, String framing, String body) {
    return RawClient.exchange(
        listener.port(),
        "POST %s HTTP/1.1\r\nHost: shop.example\r\nCookie: who=ada\r\nContent-Type: application/json\r\n%s\r\n\r\n%s"
            .formatted(target, framing, body));
  }

  Answer post(String target, String body) {
    return post(target, "Content-Length: " + body.length(), body);
  }

  Answer get(String target, String... fields) {
    return send("GET", target, fields);
  }

  /** What the steps knew of the next request that ended. */
  Exchange exchange() throws InterruptedException {
    return Optional.ofNullable(seen.poll(LIMIT.toMillis(), TimeUnit.MILLISECONDS)).orElseThrow();
  }

  RouteTable table() {
    return routes.current();
  }

  Migrations migrations() {
    return migrations;
  }

  @Override
  public void close() {
    listener.stop();
    migrations.close();
    old.close();
    fresh.close();
  }

  private static Migrations migrations(Path folder) {
    return new Migrations(
        new MigrationFolder(folder),
        null,
        EvidenceSource.none(),
        (_, _) -> Optional.empty(),
        InstantSource.system());
  }

  private static void done(Migrations.Outcome outcome) {
    if (!(outcome instanceof Migrations.Outcome.Done)) {
      throw new IllegalStateException(String.valueOf(outcome));
    }
  }
}
