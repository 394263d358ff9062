package banyan.proxy.shadow;

import banyan.proxy.Exchange;
import banyan.proxy.Gateway;
import banyan.proxy.balance.Balance;
import banyan.proxy.fault.LiveFaults;
import banyan.proxy.identity.CallerField;
import banyan.proxy.identity.Identities;
import banyan.proxy.identity.IdentityHandler;
import banyan.proxy.identity.IdentitySettings;
import banyan.proxy.ingress.Listener;
import banyan.proxy.migration.EvidenceSource;
import banyan.proxy.migration.IdentityChain;
import banyan.proxy.migration.Migration.Draft;
import banyan.proxy.migration.MigrationFolder;
import banyan.proxy.migration.Migrations;
import banyan.proxy.migration.Move;
import banyan.proxy.migration.RoutePattern;
import banyan.proxy.migration.SideHandler;
import banyan.proxy.migration.Tombstone;
import banyan.proxy.publish.Reason;
import banyan.proxy.resilience.Guards;
import banyan.proxy.route.LiveRoutes;
import banyan.proxy.route.RouteHandler;
import banyan.testing.Answer;
import banyan.testing.RawClient;
import banyan.testing.ScriptedUpstream;
import banyan.wire.ByteBudget;
import banyan.wire.Caller;
import banyan.wire.CallerTokens;
import banyan.wire.Secret;
import banyan.wire.Settings;
import io.opentelemetry.api.OpenTelemetry;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.eclipse.jetty.server.Handler;

/**
 * A request path whose copies are on: {@code legacy} answers {@code /old/**} and, though there is
 * local code for it, {@code /api/orders}; local code answers {@code /api/items}; no route leads to
 * {@code fresh}. What the two servers do is a script that a test sets. One test at a time.
 */
final class ShadowedShop implements AutoCloseable {
  /** No wait in a test lasts longer. */
  static final Duration LIMIT = Duration.ofSeconds(15);

  static final String OK = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: ";

  private static final Secret SECRET = new Secret("0123456789abcdef0123456789abcdef");
  private static final Reason ADA = new Reason("ada", "a test");

  private volatile ScriptedUpstream.Script legacyScript = answering("legacy");
  private volatile ScriptedUpstream.Script freshScript = answering("fresh");

  /** A connection that is kept plays what is in force when its next request is there. */
  final ScriptedUpstream legacy =
      ScriptedUpstream.start(
          talk -> {
            talk.request();
            legacyScript.play(talk);
          });

  final ScriptedUpstream fresh =
      ScriptedUpstream.start(
          talk -> {
            talk.request();
            freshScript.play(talk);
          });

  final LiveRoutes routes = new LiveRoutes(ShopRoutes.table(legacy.origin(), fresh.origin()));

  /** What the signatures of {@code Banyan-Caller} and {@code Banyan-Shadow} go by. */
  volatile InstantSource clock = InstantSource.system();

  final CallerField field = new CallerField(SECRET, () -> clock.instant());

  /** What local code does before it answers. */
  volatile Runnable workAtHome = () -> {};

  final List<String> atHome = new CopyOnWriteArrayList<>();
  final BlockingQueue<Exchange> logged = new LinkedBlockingQueue<>();
  final PairRecorder recorder = new PairRecorder();
  private final CallerTokens bearers =
      new CallerTokens(SECRET, CallerTokens.BEARER, InstantSource.system());
  private volatile Migrations migrations;
  private final Path folder;
  private final Listener listener;
  private final Shadow shadow;
  private final Gateway gateway;
  private int count;
  private String name = "none";

  /**
   * @param folder for the audit log
   * @param values of settings, beside those that every test has
   */
  ShadowedShop(Path folder, Map<String, Object> values) {
    this(folder, values, new MadeUpProcessors());
  }

  /** The same on such processors. */
  ShadowedShop(Path folder, Map<String, Object> values, Processors processors) {
    this.folder = folder;
    migrations = prepared();
    Map<String, Object> all =
        new HashMap<>(
            Map.of(
                "port",
                0,
                "proxy.stop",
                Duration.ofMillis(100),
                "shadow.self",
                0.0,
                "shadow.processor",
                1.0));
    all.putAll(values);
    Settings settings = new Settings(all);
    Identities identities = new Identities(new IdentitySettings(false), bearers, field);
    gateway =
        new Gateway(
            settings,
            new Balance(System::nanoTime),
            new Guards(System::nanoTime),
            new LiveFaults(true, _ -> {}, "test", InstantSource.system()),
            OpenTelemetry.noop().getTracer("test"),
            "test");
    shadow =
        gateway.shadow(recorder, identities, processors, OpenTelemetry.noop().getMeter("test"));
    Tombstone tombstone =
        new Tombstone(OpenTelemetry.noop().getMeter("test"), InstantSource.system());
    Handler chain =
        gateway.chain(
            next -> next,
            next -> new RouteHandler(routes, next),
            next -> new IdentityHandler(identities, next),
            next ->
                new SideHandler(
                    () -> migrations.live().current(), routes, identities, tombstone, next),
            next -> next,
            new ShopCode(atHome, () -> workAtHome.run()));
    listener =
        new Listener(
            settings,
            chain,
            List.of((request, _) -> Exchange.find(request).ifPresent(logged::add)));
    listener.start();
  }

  /** A new migration of these routes at a stage, and nothing left of what was before. */
  void migrate(String pattern, String from, String to, Move... way) {
    migrations.close();
    name = "m" + ++count;
    migrations = prepared();
    routes.replace(ShopRoutes.table(legacy.origin(), fresh.origin()));
    Draft draft =
        new Draft(
            name,
            List.of(RoutePattern.parse(pattern)),
            from,
            to,
            IdentityChain.parse("cookie:who"));
    done(migrations.create(draft, ADA, "admin"));
    for (Move move : way) {
      move(move);
    }
    legacyScript = answering("legacy");
    freshScript = answering("fresh");
    legacy.received().clear();
    fresh.received().clear();
    logged.clear();
    recorder.clear();
    atHome.clear();
    workAtHome = () -> {};
    clock = InstantSource.system();
  }

  void move(Move move) {
    done(migrations.move(name, move, ADA, "admin", "a test", null));
  }

  private Migrations prepared() {
    return new Migrations(
        new MigrationFolder(folder.resolve("log-" + count)),
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

  /** What {@code legacy} does with its connections from now on. */
  void legacy(ScriptedUpstream.Script script) {
    legacyScript = script;
  }

  void fresh(ScriptedUpstream.Script script) {
    freshScript = script;
  }

  static ScriptedUpstream.Script answering(String text) {
    return sending(OK + (text.length() + 2) + "\r\n\r\n\"" + text + "\"");
  }

  static ScriptedUpstream.Script sending(String answer) {
    return talk -> talk.send(answer);
  }

  Answer get(String path, String... fields) {
    return send("GET", path, fields);
  }

  Answer send(String method, String path, String... fields) {
    return RawClient.exchange(port(), message(method, path, fields));
  }

  static String message(String method, String path, String... fields) {
    String lines = fields.length == 0 ? "" : String.join("\r\n", fields) + "\r\n";
    return method + " " + path + " HTTP/1.1\r\nHost: localhost\r\n" + lines + "\r\n";
  }

  int port() {
    return listener.port();
  }

  LiveFaults faults() {
    return gateway.faults();
  }

  ByteBudget buffers() {
    return gateway.buffers();
  }

  String token(String user, String... rights) {
    Caller caller = new Caller("main", user, Set.of(rights));
    return "Authorization: Bearer " + bearers.sign(caller, Duration.ofMinutes(5));
  }

  ShadowPair pair() throws InterruptedException {
    ShadowPair pair = recorder.pairs.poll(LIMIT.toMillis(), TimeUnit.MILLISECONDS);
    if (pair == null) {
      throw new IllegalStateException("no pair came; " + report());
    }
    return pair;
  }

  ShadowReport report() {
    return shadow.report(name);
  }

  /** Waits until a request was left out for a reason. */
  void awaitSkip(Skip why) throws InterruptedException {
    await(() -> report().skipped().containsKey(why.word()));
  }

  void await(BooleanSupplier state) throws InterruptedException {
    long limit = System.nanoTime() + LIMIT.toNanos();
    while (!state.getAsBoolean()) {
      if (System.nanoTime() - limit > 0) {
        throw new IllegalStateException("it never came about; " + report());
      }
      Thread.onSpinWait();
    }
  }

  @Override
  public void close() throws Exception {
    listener.stop();
    shadow.close();
    migrations.close();
    legacy.close();
    fresh.close();
  }

  /** Nothing of the new side is in the document any more. */
  void forgetFresh() {
    routes.replace(ShopRoutes.table(legacy.origin(), null));
  }
}
