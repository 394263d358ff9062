package banyan.proxy.migration;

import static org.awaitility.Awaitility.await;

import banyan.proxy.Exchange;
import banyan.proxy.Gateway;
import banyan.proxy.artefact.ArtefactHandler;
import banyan.proxy.artefact.ArtefactHandler.Turn;
import banyan.proxy.artefact.BroughtArtefacts;
import banyan.proxy.identity.CallerField;
import banyan.proxy.identity.Identities;
import banyan.proxy.identity.IdentityHandler;
import banyan.proxy.identity.IdentitySettings;
import banyan.proxy.ingress.Listener;
import banyan.proxy.migration.Migration.Draft;
import banyan.proxy.route.LiveRoutes;
import banyan.proxy.route.LocalCode;
import banyan.proxy.route.PathTemplate;
import banyan.proxy.route.Route;
import banyan.proxy.route.RouteDocument;
import banyan.proxy.route.RouteHandler;
import banyan.proxy.route.RouteTable;
import banyan.testing.Answer;
import banyan.testing.RawClient;
import banyan.testing.ScriptedUpstream;
import banyan.wire.Caller;
import banyan.wire.CallerTokens;
import banyan.wire.Secret;
import banyan.wire.Settings;
import io.opentelemetry.api.OpenTelemetry;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.BufferUtil;
import org.eclipse.jetty.util.Callback;

/**
 * A request path with local code below {@code /api} and two upstreams: {@code catalog}, which no
 * route leads to, and {@code legacy}, which answers {@code /old}. Everybody answers its own name.
 * One thread of a test at a time.
 */
final class MigratedShop implements AutoCloseable {
  private static final Secret SECRET = new Secret("0123456789abcdef0123456789abcdef");
  private static final LocalCode CODE =
      new LocalCode(
          List.of(declared("GET"), declared("POST")), Set.of("catalog"), Set.of("catalog"));
  private static final Duration LIMIT = Duration.ofSeconds(10);

  final ScriptedUpstream catalog = named("catalog");
  final ScriptedUpstream legacy = named("legacy");
  volatile Migrations migrations;
  final LiveRoutes routes;
  private final CallerTokens bearers =
      new CallerTokens(SECRET, CallerTokens.BEARER, InstantSource.system());
  private final BlockingQueue<Exchange> seen = new LinkedBlockingQueue<>();
  private final AtomicInteger sent = new AtomicInteger();
  private final AtomicInteger ended = new AtomicInteger();
  private final Listener listener;

  MigratedShop(Path folder) {
    routes = new LiveRoutes(table(catalog.origin().toString(), legacy.origin().toString()));
    migrations = fresh(folder);
    Settings settings = new Settings(Map.of("port", 0, "proxy.stop", Duration.ofSeconds(1)));
    Identities identities =
        new Identities(
            new IdentitySettings(false), bearers, new CallerField(SECRET, InstantSource.system()));
    Tombstone tombstone =
        new Tombstone(OpenTelemetry.noop().getMeter("test"), InstantSource.system());
    Gateway gateway = new Gateway(settings, OpenTelemetry.noop().getTracer("test"), "test");
    Handler chain =
        gateway.chain(
            next -> next,
            next -> new RouteHandler(routes, next),
            next -> new IdentityHandler(identities, next),
            next ->
                new SideHandler(
                    () -> migrations.live().current(),
                    routes,
                    identities,
                    tombstone,
                    BroughtArtefacts::of,
                    new ArtefactHandler(Turn.SAFE, settings, gateway.buffers(), next)),
            next -> new ArtefactHandler(Turn.UNSAFE, settings, gateway.buffers(), next),
            new Local());
    listener =
        new Listener(
            settings,
            chain,
            List.of(
                (request, _) -> {
                  Exchange.find(request).ifPresent(seen::add);
                  ended.incrementAndGet();
                }));
    listener.start();
  }

  /** Nothing is migrated any more, and no request of an earlier test is still to be seen. */
  void begin(Path folder) {
    migrations.close();
    migrations = fresh(folder);
    // A request ends after its client has the answer.
    await().pollDelay(Duration.ZERO).atMost(LIMIT).until(() -> ended.get() >= sent.get());
    seen.clear();
    moveUpstreams(catalog.origin().toString(), legacy.origin().toString());
  }

  private Migrations fresh(Path folder) {
    return new Migrations(
        new MigrationFolder(folder),
        null,
        EvidenceSource.none(),
        new RoutePlaces(routes),
        InstantSource.system());
  }

  /** Puts a document in force in which the upstreams are elsewhere. */
  void moveUpstreams(String catalogOrigin, String legacyOrigin) {
    routes.replace(table(catalogOrigin, legacyOrigin));
  }

  void forgetUpstreams() {
    routes.replace(CODE.table());
  }

  /** The migration {@code catalog} at a stage, by overrides. */
  void migrate(String pattern, String from, String to, String identity, Move... way) {
    migrate("catalog", pattern, from, to, identity);
    for (Move move : way) {
      move(move);
    }
  }

  /** A migration at its beginning. */
  void migrate(String name, String pattern, String from, String to, String identity) {
    Draft draft =
        new Draft(
            name, List.of(RoutePattern.parse(pattern)), from, to, IdentityChain.parse(identity));
    done(migrations.create(draft, Samples.ADA, "admin"));
  }

  void move(Move move) {
    done(Samples.move(migrations, move));
  }

  void move(String name, Move move) {
    done(migrations.move(name, move, Samples.ADA, "admin", "a test", null));
  }

  private static void done(Migrations.Outcome outcome) {
    if (!(outcome instanceof Migrations.Outcome.Done)) {
      throw new IllegalStateException(String.valueOf(outcome));
    }
  }

  Answer get(String path, String... fields) {
    return send("GET", path, fields);
  }

  Answer send(String method, String path, String... fields) {
    String lines = fields.length == 0 ? "" : String.join("\r\n", fields) + "\r\n";
    String body = method.equals("POST") ? "Content-Length: 0\r\n" : "";
    sent.incrementAndGet();
    return RawClient.exchange(
        listener.port(),
        method + " " + path + " HTTP/1.1\r\nHost: localhost\r\n" + lines + body + "\r\n");
  }

  /** What the steps knew of the next request that ended. */
  Exchange exchange() throws InterruptedException {
    Exchange exchange = seen.poll(LIMIT.toMillis(), TimeUnit.MILLISECONDS);
    if (exchange == null) {
      throw new IllegalStateException("no request ended");
    }
    return exchange;
  }

  String token(String user, String... rights) {
    Caller caller = new Caller("main", user, Set.of(rights));
    return "Authorization: Bearer " + bearers.sign(caller, Duration.ofMinutes(5));
  }

  @Override
  public void close() {
    listener.stop();
    migrations.close();
    catalog.close();
    legacy.close();
  }

  /** The routes, with the upstreams at these places. */
  static RouteTable table(String catalogOrigin, String legacyOrigin) {
    String text =
        """
        upstreams:
          catalog: {endpoints: ["%s"]}
          legacy: {endpoints: ["%s"]}
        routes:
          - match: {path: "/old/**"}
            to: legacy
            legs: {catalog: {adapt: {response: {fields: {set: {X-Leg: catalog}}}}}}
          - {match: {path: "/api/items", fields: {X-Beta: "1"}}, to: legacy}
        """
            .formatted(catalogOrigin, legacyOrigin);
    var reading = RouteDocument.read("routes.yaml", text, CODE);
    return ((RouteDocument.Reading.Valid) reading).document().over(CODE);
  }

  private static Route declared(String method) {
    return Route.declared(method, PathTemplate.parse("/api/items"), "catalog", null, 0);
  }

  private static ScriptedUpstream named(String name) {
    return ScriptedUpstream.answering(
        "HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n%s".formatted(name.length(), name));
  }

  /** Local code. */
  private static final class Local extends Handler.Abstract {
    @Override
    public boolean handle(Request request, Response response, Callback callback) {
      response.write(true, BufferUtil.toBuffer("local", StandardCharsets.UTF_8), callback);
      return true;
    }
  }
}
