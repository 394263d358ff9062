package banyan.app;

import banyan.app.settings.ResolvedSettings;
import banyan.platform.telemetry.Telemetry;
import banyan.proxy.ProxySettings;
import banyan.proxy.admin.ReadinessCheck;
import banyan.proxy.identity.Identities;
import banyan.proxy.identity.IdentitySettings;
import banyan.proxy.migration.Migrations;
import banyan.proxy.publish.PublishedRoutes;
import banyan.proxy.resilience.Guards;
import banyan.proxy.route.LocalCode;
import banyan.proxy.route.RoutesFile;
import banyan.wire.Settings;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The composition of {@code banyan proxy}: the request path alone, in front of anything. It starts
 * no database, no Javalin and no context, and owns no public path.
 */
final class LoneProxy {
  static final String COMMAND = "proxy";

  private LoneProxy() {}

  /** Serves until it is asked to stop. */
  static ExitCode serve(Surroundings surroundings, ResolvedSettings resolved) {
    if (resolved.find(AppSettings.ROUTES).isEmpty()) {
      throw CommandFailure.usage("the proxy needs a routes document: banyan proxy --routes FILE");
    }
    return new Service(surroundings).run(() -> Application.proxy(resolved.settings()));
  }

  static Application.Started start(ServingProcess process, RunningParts parts) {
    Settings settings = process.settings();
    Telemetry telemetry =
        parts.add("telemetry", Telemetry.start("banyan-proxy", settings, System.getenv()));
    Serving serving = new Serving(settings.get(ProxySettings.STOP_NOTICE));
    // Without a secret nothing is signed, and credentials pass through as they came.
    Identities identities = new Identities(IdentitySettings.of(settings), null, null);
    LocalCode none = LocalCode.none();
    @Nullable RoutesFile document = ProxyParts.document(process, none);
    List<ReadinessCheck> checks = new ArrayList<>(List.of(serving.check()));
    @Nullable PublishedRoutes published = null;
    @Nullable Migrations migrations = null;
    @Nullable ParityParts parity = parity(process, document);
    MigrationParts gathering =
        MigrationParts.of(
            settings,
            parity,
            document == null || parity == null
                ? null
                : RetirementParts.own(process, document, parity::reverse));
    if (document != null) {
      published = RoutesPublication.own(process, none, document);
      checks.add(RoutesPublication.check(published));
      Migrations own = KeptMigrations.own(process, document, gathering.evidence());
      checks.add(KeptMigrations.check(() -> own));
      migrations = own;
    }
    ProxyParts proxy =
        ProxyParts.start(
            process,
            parts,
            new ProxyNeeds(
                telemetry,
                none,
                ProxyParts.live(document, none),
                ProxyParts.balance(settings, parts),
                new Guards(System::nanoTime),
                document,
                published,
                migrations,
                KeptMigrations.audit(process, migrations),
                gathering,
                KeptLedger.own(process),
                null,
                identities,
                null,
                checks));
    parts.add("readiness", serving);
    List<String> lines = new ArrayList<>();
    lines.add("Banyan proxy " + VersionCommand.ownVersion() + " serves " + proxy.front().url());
    lines.addAll(proxy.banner());
    lines.add("Stop with Ctrl-C or: kill " + ProcessHandle.current().pid());
    return new Application.Started(proxy.front(), lines);
  }

  /** What compares beside a document; without one there is nothing to migrate. */
  private static @Nullable ParityParts parity(
      ServingProcess process, @Nullable RoutesFile document) {
    return document == null ? null : ParityParts.own(process, document);
  }
}
