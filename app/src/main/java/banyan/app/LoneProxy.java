package banyan.app;

import banyan.platform.telemetry.Telemetry;
import banyan.proxy.identity.Identities;
import banyan.proxy.identity.IdentitySettings;
import banyan.proxy.route.LocalCode;
import banyan.wire.Settings;
import java.util.ArrayList;
import java.util.List;

/**
 * The composition of {@code banyan proxy}: the request path alone, in front of anything. It starts
 * no database, no Javalin and no context, and owns no public path.
 */
final class LoneProxy {
  private LoneProxy() {}

  static Application.Started start(ServingProcess process, RunningParts parts) {
    Settings settings = process.settings();
    Telemetry telemetry =
        parts.add("telemetry", Telemetry.start("banyan-proxy", settings, System.getenv()));
    Serving serving = new Serving();
    // Without a secret nothing is signed, and credentials pass through as they came.
    Identities identities = new Identities(IdentitySettings.of(settings), null, null);
    LocalCode none = LocalCode.none();
    ProxyParts proxy =
        ProxyParts.start(
            process,
            parts,
            new ProxyParts.Needs(
                telemetry,
                none,
                ProxyParts.document(process, none),
                null,
                identities,
                List.of(serving.check())));
    parts.add("readiness", serving);
    List<String> lines = new ArrayList<>();
    lines.add("Banyan proxy " + VersionCommand.ownVersion() + " serves " + proxy.front().url());
    lines.addAll(proxy.banner());
    lines.add("Stop with Ctrl-C or: kill " + ProcessHandle.current().pid());
    return new Application.Started(proxy.front(), lines);
  }
}
