package banyan.app;

import banyan.platform.telemetry.Logs;
import banyan.platform.telemetry.TelemetrySettings;
import banyan.platform.telemetry.TelemetrySettings.LogTarget;
import banyan.proxy.AccessLog;
import banyan.proxy.BufferFigures;
import banyan.proxy.Gateway;
import banyan.proxy.GuardFigures;
import banyan.proxy.ProxySettings;
import banyan.proxy.RequestFigures;
import banyan.proxy.UpstreamFigures;
import banyan.proxy.admin.AdminEndpoint;
import banyan.proxy.admin.AuditEndpoints;
import banyan.proxy.admin.FaultEndpoints;
import banyan.proxy.admin.MigrationEndpoints;
import banyan.proxy.admin.RouteEndpoints;
import banyan.proxy.admin.StandardEndpoints;
import banyan.proxy.admin.VersionEndpoints;
import banyan.proxy.artefact.ArtefactHandler.Turn;
import banyan.proxy.balance.Balance;
import banyan.proxy.balance.UpstreamWatch;
import banyan.proxy.fault.FaultFigures;
import banyan.proxy.fault.FaultSettings;
import banyan.proxy.fault.LiveFaults;
import banyan.proxy.identity.IdentityHandler;
import banyan.proxy.ingress.Listener;
import banyan.proxy.migration.MigrationFigures;
import banyan.proxy.migration.Migrations;
import banyan.proxy.migration.Tombstone;
import banyan.proxy.publish.PublishedRoutes;
import banyan.proxy.recent.RecentRequests;
import banyan.proxy.route.LiveRoutes;
import banyan.proxy.route.LocalCode;
import banyan.proxy.route.RouteDocument.Fault;
import banyan.proxy.route.RouteHandler;
import banyan.proxy.route.RouteReport;
import banyan.proxy.route.RouteStatistics;
import banyan.proxy.route.RoutesFile;
import banyan.proxy.shadow.Processors;
import banyan.proxy.shadow.Shadow;
import banyan.proxy.shadow.ShadowReport;
import banyan.proxy.upstream.HttpProbe;
import banyan.wire.Settings;
import io.opentelemetry.api.GlobalOpenTelemetry;
import io.opentelemetry.api.metrics.Meter;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.eclipse.jetty.server.Handler;
import org.jspecify.annotations.Nullable;

/** The proxy of a process, alone or around local code: routes, the chain, both listeners. */
record ProxyParts(ServingProcess process, Front front, @Nullable PublishedRoutes published) {
  /** The document that is followed when {@code --routes} names none. */
  static final Path DOCUMENT_DEFAULT = Path.of("routes.yaml");

  static final String INSTRUMENTS = "banyan.proxy";

  /**
   * The document in force; null for none. A process that hosts some contexts alone follows none
   * unless told to: the document beside it sends those very contexts here, and would send them in a
   * circle.
   *
   * @throws CommandFailure with every fault of the document
   */
  static @Nullable RoutesFile document(ServingProcess process, LocalCode code) {
    Optional<Path> named = process.settings().find(AppSettings.ROUTES);
    if (named.isPresent()) {
      return opened(RoutesFile.open(named.get(), code));
    }
    return process.settings().find(AppSettings.ONLY).isPresent()
        ? null
        : opened(RoutesFile.openOrAwait(DOCUMENT_DEFAULT, code));
  }

  /** The routes in force: the document's over the code's, or the code's alone. */
  static LiveRoutes live(@Nullable RoutesFile document, LocalCode code) {
    return document == null ? new LiveRoutes(code.table()) : document.live();
  }

  /** What is known of the endpoints of upstreams, with what watches them. */
  static Balance balance(Settings settings, RunningParts parts) {
    var watch =
        new UpstreamWatch(
            GlobalOpenTelemetry.getMeter(INSTRUMENTS),
            settings.get(ProxySettings.UPSTREAM_RESOLVE),
            new HttpProbe());
    return parts.add("watch of upstreams", watch).balance();
  }

  private static RoutesFile opened(RoutesFile.Opening opening) {
    return switch (opening) {
      case RoutesFile.Opening.Opened opened -> opened.file();
      case RoutesFile.Opening.Refused refused ->
          throw CommandFailure.failed(
              refused.faults().stream().map(Fault::toString).collect(Collectors.joining("\n")));
    };
  }

  static ProxyParts start(ServingProcess process, RunningParts parts, ProxyNeeds needs) {
    PublishedRoutes published = needs.published();
    LiveRoutes live = needs.live();
    Meter meter = GlobalOpenTelemetry.getMeter(INSTRUMENTS);
    RouteStatistics statistics = new RouteStatistics(InstantSource.system(), meter);
    RecentRequests recent = new RecentRequests(InstantSource.system());
    String instance = instance();
    LiveFaults faults = faults(process, parts, needs, instance);
    Gateway gateway =
        new Gateway(
            process.settings(),
            needs.balance(),
            needs.guards(),
            faults,
            GlobalOpenTelemetry.getTracer(INSTRUMENTS),
            instance);
    needs.balance().follow(live);
    parts.add("figures of the buffers", new BufferFigures(meter, gateway.buffers()));
    @Nullable Shadow shadow =
        needs.migrations() == null
            ? null
            : parts.add(
                "shadow",
                gateway.shadow(
                    needs.gathering().sink(), needs.identities(), Processors.own(), meter));
    Listener listener =
        new Listener(
            process.settings(),
            chain(process, needs, gateway, meter),
            needs.logs(
                new AccessLog(Logs.PATIENT, Logs::flush),
                new RequestFigures(statistics),
                new UpstreamFigures(meter),
                new MigrationFigures(meter),
                recent));
    Front front =
        Front.open(
            process,
            parts,
            listener,
            endpoints(process, needs, gateway, shadow, statistics, recent));
    parts.add("figures of faults", new FaultFigures(meter, faults));
    parts.add("figures of guards", new GuardFigures(meter, gateway.guards()));
    if (published != null) {
      published.start();
      parts.add("published routes", published);
      parts.add("version of the routes", PublishedRoutes.gauge(meter, published::version));
    }
    if (needs.migrations() != null) {
      follow(needs.migrations(), needs.gathering(), parts, meter);
    }
    return new ProxyParts(process, front, published);
  }

  /** The faults of this process, which the audit log knows by its role and its name. */
  private static LiveFaults faults(
      ServingProcess process, RunningParts parts, ProxyNeeds needs, String instance) {
    LiveFaults faults =
        new LiveFaults(
            process.settings().get(FaultSettings.ALLOWED),
            needs.audit()::add,
            process.role() + "-" + instance,
            InstantSource.system());
    faults.start();
    return parts.add("faults", faults);
  }

  private static void follow(
      Migrations migrations, MigrationParts gathering, RunningParts parts, Meter meter) {
    migrations.start();
    parts.add("migrations", migrations);
    parts.add("shares of migrations", migrations.gauge(meter));
    gathering.start(migrations, parts, meter);
  }

  /** The steps that differ from process to process, in the chain that all have. */
  private static Handler chain(
      ServingProcess process, ProxyNeeds needs, Gateway gateway, Meter meter) {
    Tombstone tombstone = new Tombstone(meter, InstantSource.system());
    return gateway.chain(
        needs::call,
        next -> new RouteHandler(needs.live(), next),
        next -> new IdentityHandler(needs.identities(), next),
        next ->
            gateway.holding(
                () -> needs.overlay() != null,
                needs.side(gateway.artefacts(Turn.SAFE, next), tombstone)),
        next ->
            KeptLedger.step(
                gateway.artefacts(Turn.UNSAFE, next),
                needs.ledger(),
                meter,
                gateway.buffers(),
                process.settings()),
        needs.answering());
  }

  /** Names this process in {@code Via}. Random: process numbers repeat across containers. */
  private static String instance() {
    return HexFormat.of().toHexDigits(new SecureRandom().nextInt());
  }

  private static List<AdminEndpoint> endpoints(
      ServingProcess process,
      ProxyNeeds needs,
      Gateway gateway,
      @Nullable Shadow shadow,
      RouteStatistics statistics,
      RecentRequests recent) {
    RoutesFile document = needs.document();
    PublishedRoutes published = needs.published();
    List<AdminEndpoint> endpoints = new ArrayList<>(StandardEndpoints.health(needs.checks()));
    endpoints.add(StandardEndpoints.description());
    endpoints.add(StandardEndpoints.metrics(needs.telemetry()::metrics));
    endpoints.add(
        StandardEndpoints.routes(
            () ->
                RouteReport.of(
                    needs.live().current(),
                    needs.code().offers(),
                    statistics,
                    document == null ? null : document.status(),
                    published == null ? null : published.report())));
    endpoints.add(StandardEndpoints.upstreams(needs.balance()::report, gateway.guards()));
    endpoints.add(RouteEndpoints.explain(needs.live()::current, needs::overlay));
    endpoints.add(
        RouteEndpoints.whatIf(needs.live()::current, needs.code(), recent, fileOf(document)));
    endpoints.addAll(FaultEndpoints.of(gateway.faults()));
    endpoints.addAll(AuditEndpoints.of(needs.audit()));
    if (published != null) {
      endpoints.addAll(VersionEndpoints.of(published, process.role()));
    }
    Migrations migrations = needs.migrations();
    if (migrations != null) {
      Function<String, ShadowReport> copies =
          shadow == null ? _ -> ShadowReport.NOTHING : shadow::report;
      endpoints.addAll(
          MigrationEndpoints.of(
              migrations, needs.live()::current, copies, needs.gathering()::oldSide));
      endpoints.addAll(needs.gathering().endpoints(migrations));
    }
    return endpoints;
  }

  private static String fileOf(@Nullable RoutesFile document) {
    return document == null ? DOCUMENT_DEFAULT.toString() : document.status().file();
  }

  /** Its lines of the banner. */
  List<String> banner() {
    return List.of(
        "  routes    " + (published == null ? "its own; no document" : published.banner()),
        "  admin     " + front.adminUrl() + ", token in " + front.tokenFile(),
        "  log       " + log());
  }

  private String log() {
    LogTarget target = process.settings().get(TelemetrySettings.LOG_TO);
    return switch (target) {
      case FILE -> process.logFile().toString();
      case STDOUT, STDERR -> "on " + target.name().toLowerCase(Locale.ROOT);
    };
  }
}
