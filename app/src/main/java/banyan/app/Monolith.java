package banyan.app;

import banyan.platform.ContextModule;
import banyan.platform.Ground;
import banyan.platform.database.ContextState;
import banyan.platform.database.Database;
import banyan.platform.database.DatabaseAddress;
import banyan.platform.database.DatabaseSettings;
import banyan.platform.database.SecretFile;
import banyan.platform.database.embedded.Attachment;
import banyan.platform.database.embedded.EmbeddedServer;
import banyan.platform.http.LocalApi;
import banyan.platform.http.PlatformRoutes;
import banyan.platform.http.Readiness;
import banyan.platform.http.RouteDeclaration;
import banyan.platform.telemetry.Telemetry;
import banyan.proxy.ProxyProblems;
import banyan.proxy.admin.ReadinessCheck;
import banyan.proxy.identity.CallerField;
import banyan.proxy.identity.Identities;
import banyan.proxy.identity.IdentitySettings;
import banyan.proxy.route.LocalCode;
import banyan.proxy.route.Route;
import banyan.wire.CallerTokens;
import banyan.wire.ProblemType;
import banyan.wire.Problems;
import banyan.wire.Secret;
import banyan.wire.Settings;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The composition of {@code banyan up}: contexts on their ground, behind the proxy. Read {@link
 * #start} from top to bottom; everything stops in reverse.
 */
final class Monolith {
  /** The banner waits so long for the data of a first tour; requests are served meanwhile. */
  private static final Duration TOUR_WAIT_MAX = Duration.ofSeconds(5);

  private final ServingProcess process;
  private final RunningParts parts;
  private final Settings settings;
  private final InstantSource clock = InstantSource.system();
  private final Serving serving = new Serving();
  private final FirstTour tour = new FirstTour();
  private final List<ContextModule> hosted;

  private Monolith(ServingProcess process, RunningParts parts) {
    this.process = process;
    this.parts = parts;
    this.settings = process.settings();
    this.hosted = hosted(settings);
  }

  /** Starts everything; each part is noted in {@code parts}. */
  static Application.Started start(ServingProcess process, RunningParts parts) {
    return new Monolith(process, parts).start();
  }

  private Application.Started start() {
    Telemetry telemetry =
        parts.add("telemetry", Telemetry.start("banyan", settings, System.getenv()));
    Secret secret = SecretFile.read(settings, process.data());
    Database database = startDatabase(secret);
    fillForTour(database);
    List<ReadinessCheck> checks = readiness(database);
    Map<String, List<RouteDeclaration>> declared = declare(database, checks);
    ProxyParts proxy = startProxy(telemetry, secret, checks, declared);
    tour.await(TOUR_WAIT_MAX);
    parts.add("readiness", serving);
    return new Application.Started(proxy.front(), banner(proxy));
  }

  private static List<ContextModule> hosted(Settings settings) {
    List<String> only = settings.find(AppSettings.ONLY).orElse(List.of());
    return Contexts.all().stream()
        .filter(context -> only.isEmpty() || only.contains(context.name()))
        .toList();
  }

  private Database startDatabase(Secret secret) {
    List<String> owners = hosted.stream().map(ContextModule::name).toList();
    Supplier<DatabaseAddress> server = server();
    return parts.add("database", Database.start(server, secret, owners, settings));
  }

  /** An existing server, the embedded one of another process, or an embedded one of our own. */
  private Supplier<DatabaseAddress> server() {
    if (settings.find(DatabaseSettings.URL).isPresent()) {
      return () -> settings.get(DatabaseSettings.URL);
    }
    if (attaches()) {
      return this::attachedServer;
    }
    EmbeddedServer server =
        parts.add("embedded database", EmbeddedDatabase.start(process.data(), settings));
    return server::address;
  }

  private DatabaseAddress attachedServer() {
    return switch (EmbeddedServer.attach(process.data())) {
      case Attachment.Attached attached -> attached.address();
      case Attachment.NotRunning absent -> throw new IllegalStateException(absent.reason());
    };
  }

  private boolean attaches() {
    return settings.get(AppSettings.JOIN) || settings.find(AppSettings.ONLY).isPresent();
  }

  private List<ReadinessCheck> readiness(Database database) {
    List<ReadinessCheck> checks = new ArrayList<>(List.of(serving.check()));
    for (ContextModule context : hosted) {
      checks.add(new ReadinessCheck(context.name(), () -> state(database.state(context.name()))));
    }
    return checks;
  }

  private static ReadinessCheck.State state(ContextState state) {
    return new ReadinessCheck.State(state.isReady(), state.description());
  }

  /** The routes of each hosted context, and those of the platform, by owner. */
  private Map<String, List<RouteDeclaration>> declare(
      Database database, List<ReadinessCheck> checks) {
    Map<String, List<RouteDeclaration>> declared = new LinkedHashMap<>();
    for (ContextModule context : hosted) {
      declared.put(context.name(), context.routes(ground(context, database)));
    }
    List<RouteDeclaration> ofContexts = declared.values().stream().flatMap(List::stream).toList();
    declared.put(
        "banyan",
        PlatformRoutes.of(
            VersionCommand.ownVersion(), ofContexts, problems(), () -> readiness(checks)));
    return declared;
  }

  /** The same checks as on the admin side, in the words of the platform. */
  private static List<Readiness> readiness(List<ReadinessCheck> checks) {
    return ReadinessCheck.run(checks).checks().stream()
        .map(result -> new Readiness(result.name(), result.ok(), result.detail()))
        .toList();
  }

  private Ground ground(ContextModule context, Database database) {
    return new Ground(database.of(context.name()), settings, clock);
  }

  private List<ProblemType> problems() {
    return Stream.of(
            Stream.of(Problems.all(), ProxyProblems.all()),
            hosted.stream().map(ContextModule::problems))
        .flatMap(lists -> lists)
        .flatMap(List::stream)
        .toList();
  }

  private ProxyParts startProxy(
      Telemetry telemetry,
      Secret secret,
      List<ReadinessCheck> checks,
      Map<String, List<RouteDeclaration>> declared) {
    Identities identities =
        new Identities(
            IdentitySettings.of(settings),
            new CallerTokens(secret, CallerTokens.BEARER, clock),
            new CallerField(secret, clock));
    List<RouteDeclaration> all = declared.values().stream().flatMap(List::stream).toList();
    return ProxyParts.start(
        process,
        parts,
        new ProxyParts.Needs(
            telemetry, localCode(declared), LocalApi.handler(all), identities, checks));
  }

  private LocalCode localCode(Map<String, List<RouteDeclaration>> declared) {
    List<Route> routes = new ArrayList<>();
    declared.forEach((owner, ofOwner) -> routes.addAll(DeclaredRoutes.of(owner, ofOwner)));
    return new LocalCode(
        routes,
        Contexts.all().stream().map(ContextModule::name).collect(Collectors.toSet()),
        Set.copyOf(hosted.stream().map(ContextModule::name).toList()));
  }

  private void fillForTour(Database database) {
    boolean isWanted =
        switch (settings.get(AppSettings.DEMO_DATA)) {
          case ALWAYS -> true;
          case NEVER -> false;
          case WHEN_EMBEDDED_AND_EMPTY ->
              settings.find(DatabaseSettings.URL).isEmpty() && !attaches();
        };
    if (isWanted) {
      hosted.forEach(context -> tour.fill(context, ground(context, database), database));
    }
  }

  private List<String> banner(ProxyParts proxy) {
    String contexts = hosted.stream().map(ContextModule::name).collect(Collectors.joining(", "));
    List<String> lines = new ArrayList<>();
    lines.add("Banyan " + VersionCommand.ownVersion() + " serves " + contexts);
    lines.add("  api       " + proxy.front().url() + "/docs");
    lines.add("  database  " + databaseLine());
    lines.addAll(proxy.banner());
    if (IdentitySettings.of(settings).isAnonymousAllowed()) {
      lines.add(
          "  rights    everything, without a token, from this machine; --anonymous false ends that");
    }
    lines.add("Stop with Ctrl-C or: kill " + ProcessHandle.current().pid());
    return lines;
  }

  private String databaseLine() {
    if (settings.find(DatabaseSettings.URL).isPresent()) {
      DatabaseAddress address = settings.get(DatabaseSettings.URL);
      return address.host() + ":" + address.port() + "/" + address.database();
    }
    return attaches()
        ? "the embedded PostgreSQL of another process on " + process.data()
        : "embedded PostgreSQL, data in " + process.data();
  }
}
