package banyan.app;

import banyan.platform.Chore;
import banyan.platform.Chores;
import banyan.platform.ContextModule;
import banyan.platform.Ground;
import banyan.platform.calls.CallContract;
import banyan.platform.calls.Calls;
import banyan.platform.calls.Switchboard;
import banyan.platform.database.ContextDatabase;
import banyan.platform.database.ContextState;
import banyan.platform.database.Database;
import banyan.platform.database.SecretFile;
import banyan.platform.http.LocalApi;
import banyan.platform.http.PlatformRoutes;
import banyan.platform.http.Readiness;
import banyan.platform.http.RouteDeclaration;
import banyan.platform.telemetry.Telemetry;
import banyan.proxy.ProxyProblems;
import banyan.proxy.ProxySettings;
import banyan.proxy.admin.ReadinessCheck;
import banyan.proxy.balance.Balance;
import banyan.proxy.identity.CallerField;
import banyan.proxy.identity.Identities;
import banyan.proxy.identity.IdentitySettings;
import banyan.proxy.migration.Migrations;
import banyan.proxy.publish.PublishedRoutes;
import banyan.proxy.resilience.Guards;
import banyan.proxy.route.LiveRoutes;
import banyan.proxy.route.LocalCode;
import banyan.proxy.route.Route;
import banyan.proxy.route.RoutesFile;
import banyan.proxy.upstream.CallClient;
import banyan.wire.CallAddress;
import banyan.wire.CallSignatures;
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
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.jetty.server.Handler;
import org.jspecify.annotations.Nullable;

/**
 * The composition of {@code banyan up}: contexts on their ground, behind the proxy. Read {@link
 * #start} from top to bottom; everything stops in reverse.
 */
final class Monolith {
  /** The banner waits so long for the data of a first tour; requests are served meanwhile. */
  private static final Duration TOUR_WAIT_MAX = Duration.ofSeconds(5);

  /** A database that is there is found within this; the banner tells of one that is not. */
  private static final Duration DATABASE_WAIT_MAX = Duration.ofSeconds(3);

  private static final String SEE_ADMIN = "not yet; the admin listener and the log say why";

  private final ServingProcess process;
  private final RunningParts parts;
  private final Settings settings;
  private final InstantSource clock = InstantSource.system();
  private final Serving serving;
  private final FirstTour tour = new FirstTour();
  private final List<ContextModule> hosted;
  private volatile @Nullable PublishedRoutes published;
  private volatile @Nullable Migrations migrations;

  private Monolith(ServingProcess process, RunningParts parts) {
    this.process = process;
    this.parts = parts;
    this.settings = process.settings();
    this.hosted = hosted(settings);
    this.serving = new Serving(settings.get(ProxySettings.STOP_NOTICE));
  }

  /** Starts everything; each part is noted in {@code parts}. */
  static Application.Started start(ServingProcess process, RunningParts parts) {
    return new Monolith(process, parts).start();
  }

  private Application.Started start() {
    Telemetry telemetry =
        parts.add("telemetry", Telemetry.start("banyan", settings, System.getenv()));
    Secret secret = SecretFile.read(settings, process.data());
    DatabaseServer server = parts.add("database server", DatabaseServer.of(process));
    Database database = startDatabase(server, secret);
    CallSignatures signatures = new CallSignatures(secret, clock);
    Balance balance = ProxyParts.balance(settings, parts);
    Guards guards = new Guards(System::nanoTime);
    LivePlacement placement =
        new LivePlacement(parts.add("calls", CallClient.start(settings, balance, guards)));
    Switchboard switchboard = new Switchboard(placement, signatures);
    Map<ContextModule, Ground> grounds = grounds(database, switchboard);
    grounds.forEach((context, ground) -> context.offers(ground).forEach(switchboard::add));
    tour.fillWhenWanted(settings, grounds, database);
    List<ReadinessCheck> checks = readiness(database);
    Map<String, List<RouteDeclaration>> declared = declare(grounds, checks);
    LocalCode code = localCode(declared, switchboard.offers());
    @Nullable RoutesFile document = ProxyParts.document(process, code);
    UnmetNeeds.refuse(code, document);
    published = document == null ? null : publication(document, code, database);
    LiveRoutes live = ProxyParts.live(document, code);
    MigrationParts gathering =
        isAlone()
            ? MigrationParts.of(settings, null, null)
            : MigrationParts.shared(process, live, database);
    migrations =
        isAlone() ? null : KeptMigrations.shared(process, live, database, gathering.evidence());
    placement.follow(live);
    server.begin();
    Handler local = switchboard.remoteEnd(LocalApi.handler(all(declared)));
    server.await();
    ProxyParts proxy =
        ProxyParts.start(
            process,
            parts,
            new ProxyNeeds(
                telemetry,
                code,
                live,
                balance,
                guards,
                document,
                published,
                migrations,
                KeptMigrations.audit(process, migrations),
                gathering,
                isAlone() ? KeptLedger.own(process) : KeptLedger.shared(database),
                local,
                identities(secret),
                signatures,
                checks));
    beginChores(grounds, database);
    parts.add("readiness", serving);
    refuseShortage(database);
    awaitReady(database);
    tour.await(TOUR_WAIT_MAX);
    return new Application.Started(
        proxy.front(), UpBanner.lines(hosted, server, database, proxy, settings));
  }

  private static List<ContextModule> hosted(Settings settings) {
    List<String> only = settings.find(AppSettings.ONLY).orElse(List.of());
    return Contexts.all().stream()
        .filter(context -> only.isEmpty() || only.contains(context.name()))
        .toList();
  }

  private Database startDatabase(DatabaseServer server, Secret secret) {
    List<String> owners = hosted.stream().map(ContextModule::name).toList();
    List<String> others = isAlone() ? List.of() : List.of(DatabaseTableStore.OWNER);
    return parts.add("database", Database.start(server::address, secret, owners, others, settings));
  }

  /** Whether it hosts some contexts beside a process that hosts them all. */
  private boolean isAlone() {
    return settings.find(AppSettings.ONLY).isPresent();
  }

  /** The routes of all contexts are one table for all instances; those of some are their own. */
  private PublishedRoutes publication(RoutesFile document, LocalCode code, Database database) {
    return isAlone()
        ? RoutesPublication.own(process, code, document)
        : RoutesPublication.shared(process, code, document, database);
  }

  /** What is found when the database comes later keeps its contexts at 503 instead. */
  private static void refuseShortage(Database database) {
    String shortage =
        database
            .shortageAtStart()
            .completeOnTimeout("", DATABASE_WAIT_MAX.toMillis(), TimeUnit.MILLISECONDS)
            .join();
    if (!shortage.isEmpty()) {
      throw CommandFailure.failed(shortage);
    }
  }

  /** Requests are served meanwhile, with 503. */
  private void awaitReady(Database database) {
    CompletableFuture.allOf(
            database.states().keySet().stream()
                .map(owner -> ready(database, owner))
                .toArray(CompletableFuture[]::new))
        .completeOnTimeout(null, DATABASE_WAIT_MAX.toMillis(), TimeUnit.MILLISECONDS)
        .join();
    Optional.ofNullable(published).ifPresent(PublishedRoutes::catchUp);
    Optional.ofNullable(migrations).ifPresent(Migrations::catchUp);
  }

  private static CompletableFuture<Void> ready(Database database, String owner) {
    CompletableFuture<Void> ready = new CompletableFuture<>();
    database.whenReady(owner, () -> ready.complete(null));
    return ready;
  }

  private List<ReadinessCheck> readiness(Database database) {
    List<ReadinessCheck> checks = new ArrayList<>(List.of(serving.check(), tour.check()));
    for (ContextModule context : hosted) {
      String name = context.name();
      checks.add(new ReadinessCheck(name, () -> state(database.state(name))));
    }
    checks.add(RoutesPublication.check(() -> published));
    checks.add(KeptMigrations.check(() -> migrations));
    return List.copyOf(checks);
  }

  private static ReadinessCheck.State state(ContextState state) {
    return new ReadinessCheck.State(state.isReady(), state.description());
  }

  /** The routes of each hosted context, and those of the platform, by owner. */
  private Map<String, List<RouteDeclaration>> declare(
      Map<ContextModule, Ground> grounds, List<ReadinessCheck> checks) {
    Map<String, List<RouteDeclaration>> declared = new LinkedHashMap<>();
    grounds.forEach((context, ground) -> declared.put(context.name(), context.routes(ground)));
    declared.put(
        "banyan",
        PlatformRoutes.of(
            VersionCommand.ownVersion(), all(declared), problems(), () -> readiness(checks)));
    return declared;
  }

  /** The checks of the admin side; why one fails names servers and logins, and stays there. */
  private static List<Readiness> readiness(List<ReadinessCheck> checks) {
    return ReadinessCheck.run(checks).checks().stream()
        .map(result -> new Readiness(result.name(), result.ok(), result.ok() ? "" : SEE_ADMIN))
        .toList();
  }

  private Map<ContextModule, Ground> grounds(Database database, Calls calls) {
    Map<ContextModule, Ground> grounds = new LinkedHashMap<>();
    for (ContextModule context : hosted) {
      ContextDatabase own = database.of(context.name());
      grounds.put(context, new Ground(own, settings, clock, new DeclaredCalls(context, calls)));
    }
    return grounds;
  }

  private void beginChores(Map<ContextModule, Ground> grounds, Database database) {
    Chores chores = parts.add("chores", new Chores());
    grounds.forEach(
        (context, ground) -> {
          List<Chore> wanted = context.chores(ground);
          database.whenReady(context.name(), () -> wanted.forEach(chores::begin));
        });
  }

  private List<ProblemType> problems() {
    return Stream.of(
            Stream.of(Problems.all(), ProxyProblems.all()),
            hosted.stream().map(ContextModule::problems))
        .flatMap(lists -> lists)
        .flatMap(List::stream)
        .toList();
  }

  private static List<RouteDeclaration> all(Map<String, List<RouteDeclaration>> declared) {
    return declared.values().stream().flatMap(List::stream).toList();
  }

  private Identities identities(Secret secret) {
    return new Identities(
        IdentitySettings.of(settings),
        new CallerTokens(secret, CallerTokens.BEARER, clock),
        new CallerField(secret, clock));
  }

  private LocalCode localCode(
      Map<String, List<RouteDeclaration>> declared, Set<CallAddress> offers) {
    List<Route> routes = new ArrayList<>();
    declared.forEach((owner, ofOwner) -> routes.addAll(DeclaredRoutes.of(owner, ofOwner)));
    return new LocalCode(
        routes,
        Contexts.all().stream().map(ContextModule::name).collect(Collectors.toSet()),
        Set.copyOf(hosted.stream().map(ContextModule::name).toList()),
        OfferedCalls.routes(offers),
        hosted.stream().flatMap(Monolith::needs).toList());
  }

  /** The contexts that one calls. */
  static Stream<LocalCode.Need> needs(ContextModule context) {
    return context.needs().stream()
        .map(need -> new LocalCode.Need(context.name(), CallContract.of(need).context()));
  }
}
