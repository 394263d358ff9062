package banyan.proxy.idempotency;

import static java.nio.charset.StandardCharsets.UTF_8;

import banyan.proxy.Gateway;
import banyan.proxy.identity.CallerField;
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
import banyan.proxy.migration.RoutePlaces;
import banyan.proxy.migration.SideHandler;
import banyan.proxy.migration.Tombstone;
import banyan.proxy.migration.Weight;
import banyan.proxy.publish.Reason;
import banyan.proxy.route.LiveRoutes;
import banyan.proxy.route.LocalCode;
import banyan.proxy.route.PathTemplate;
import banyan.proxy.route.Route;
import banyan.proxy.route.RouteDocument;
import banyan.proxy.route.RouteHandler;
import banyan.testing.Answer;
import banyan.testing.RawClient;
import banyan.wire.CallerTokens;
import banyan.wire.Secret;
import banyan.wire.Settings;
import io.opentelemetry.api.OpenTelemetry;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/**
 * A request path before two servers, {@code old} and {@code fresh}. Their orders are kept in one
 * ledger; of {@code /apart} nobody says so, and of {@code /stored} the proxy keeps the answers. One
 * thread of a test.
 */
final class KeyedShop implements AutoCloseable {
  private static final Secret SECRET = new Secret("0123456789abcdef0123456789abcdef");
  private static final Reason ADA = new Reason("ada", "it moves");
  static final Move[] LIVE = {
    new Move.Shadow(), new Move.Canary(Weight.parse("50")), new Move.Promote()
  };

  final KeyedServer old = new KeyedServer("old");
  final KeyedServer fresh = new KeyedServer("fresh");
  final Path folder;
  final Migrations migrations;
  private final AtomicReference<Instant> now =
      new AtomicReference<>(Instant.parse("2026-11-21T10:00:00Z"));
  private final Settings settings =
      new Settings(Map.of("port", 0, "proxy.stop", Duration.ofSeconds(1)));
  private static final LocalCode CODE =
      new LocalCode(
          List.of(declared("/local/{id}").keepingKeys(), declared("/careless/{id}")),
          Set.of("shop"),
          Set.of("shop"));

  private final LiveRoutes routes;
  private Listener listener;

  KeyedShop(Path folder) {
    this.folder = folder;
    routes = new LiveRoutes(document().over(CODE));
    migrations =
        new Migrations(
            new MigrationFolder(folder.resolve("audit")),
            null,
            EvidenceSource.none(),
            new RoutePlaces(routes),
            InstantSource.system());
    listener = start();
  }

  private RouteDocument document() {
    String text =
        """
        upstreams:
          old: {endpoints: ["%s"], ledger: shop}
          fresh: {endpoints: ["%s"], ledger: shop}
          foreign: {endpoints: ["%s"]}
          nowhere: {endpoints: ["http://127.0.0.1:1"]}
          away: {endpoints: ["http://127.0.0.1:1"], ledger: shop}
        routes:
          - {match: {path: "/orders/**"}, to: old, idempotency: {required: true}}
          - {match: {path: "/gone/**"}, to: old, idempotency: {}}
          - {match: {path: "/apart/**"}, to: old}
          - {match: {path: "/stored/**"}, to: old, idempotency: {required: true, replay: proxy}}
          - {match: {path: "/away/**"}, to: away, idempotency: {replay: proxy}}
          - {match: {path: "/near/**"}, to: foreign}
        """
            .formatted(old.origin(), fresh.origin(), fresh.origin());
    var reading = RouteDocument.read("routes.yaml", text, CODE);
    return ((RouteDocument.Reading.Valid) reading).document();
  }

  private Listener start() {
    var identities =
        new Identities(
            new IdentitySettings(false),
            new CallerTokens(SECRET, CallerTokens.BEARER, InstantSource.system()),
            new CallerField(SECRET, InstantSource.system()));
    var tombstone = new Tombstone(OpenTelemetry.noop().getMeter("test"), InstantSource.system());
    var gateway = new Gateway(settings, OpenTelemetry.noop().getTracer("test"), "test");
    Ledger ledger = ledger();
    var figures = new KeyFigures(OpenTelemetry.noop().getMeter("test"));
    Handler chain =
        gateway.chain(
            next -> next,
            next -> new RouteHandler(routes, next),
            next -> new IdentityHandler(identities, next),
            next ->
                new SideHandler(
                    () -> migrations.live().current(), routes, identities, tombstone, next),
            next -> new IdempotencyHandler(next, ledger, figures, gateway.buffers(), settings),
            new Echo());
    var started = new Listener(settings, chain, List.of());
    started.start();
    return started;
  }

  private static Route declared(String path) {
    return Route.declared("POST", PathTemplate.parse(path), "shop", null, 0);
  }

  /** The proxy's, on its folder. */
  Ledger ledger() {
    return new Ledger(
        new LedgerFolder(folder.resolve("ledger"), now::get),
        now::get,
        settings.get(IdempotencySettings.LEASE));
  }

  /** Another process comes after the first, with the same folder. */
  void restart() {
    listener.stop();
    listener = start();
  }

  void passes(Duration time) {
    now.updateAndGet(moment -> moment.plus(time));
  }

  /** Moves what lies below a path, step by step. */
  void migrate(String path, String from, String to, Move... way) {
    String name = path.substring(1);
    var draft =
        new Migration.Draft(
            name,
            List.of(RoutePattern.parse(path + "/**")),
            from,
            to,
            IdentityChain.parse("cookie:who"));
    done(migrations.create(draft, ADA, "admin"));
    for (Move move : way) {
      move(name, move);
    }
  }

  void move(String name, Move move) {
    done(migrations.move(name, move, ADA, "admin", "a test", null));
  }

  private static void done(Migrations.Outcome outcome) {
    if (!(outcome instanceof Migrations.Outcome.Done)) {
      throw new IllegalStateException(String.valueOf(outcome));
    }
  }

  /** Sends a head alone. */
  Answer announce(String path, String key, int length) {
    return RawClient.exchange(
        listener.port(),
        "POST %s HTTP/1.1\r\nHost: localhost\r\nIdempotency-Key: %s\r\nContent-Length: %d\r\n\r\n"
            .formatted(path, key, length));
  }

  Answer post(String path, String key, String body, String... fields) {
    String keyed = key.isEmpty() ? "" : "Idempotency-Key: " + key + "\r\n";
    String more = fields.length == 0 ? "" : String.join("\r\n", fields) + "\r\n";
    return RawClient.exchange(
        listener.port(),
        "POST %s HTTP/1.1\r\nHost: localhost\r\n%s%sContent-Length: %d\r\n\r\n%s"
            .formatted(path, keyed, more, body.length(), body));
  }

  /** Local code: answers what it was sent. */
  private static final class Echo extends Handler.Abstract {
    @Override
    public boolean handle(Request request, Response response, Callback callback)
        throws IOException {
      byte[] body = Content.Source.asInputStream(request).readAllBytes();
      response.write(
          true, ByteBuffer.wrap(("local " + new String(body, UTF_8)).getBytes(UTF_8)), callback);
      return true;
    }
  }

  @Override
  public void close() {
    listener.stop();
    migrations.close();
    old.close();
    fresh.close();
  }
}
