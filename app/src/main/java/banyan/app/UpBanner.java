package banyan.app;

import banyan.platform.ContextModule;
import banyan.platform.database.ContextState;
import banyan.platform.database.Database;
import banyan.proxy.identity.IdentitySettings;
import banyan.wire.Settings;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** What {@code banyan up} says once it serves. */
final class UpBanner {
  private UpBanner() {}

  static List<String> lines(
      List<ContextModule> hosted,
      DatabaseServer server,
      Database database,
      ProxyParts proxy,
      Settings settings) {
    String contexts = hosted.stream().map(ContextModule::name).collect(Collectors.joining(", "));
    List<String> lines = new ArrayList<>();
    lines.add("Banyan " + VersionCommand.ownVersion() + " serves " + contexts);
    lines.add("  api       " + proxy.front().url() + "/docs");
    lines.add("  database  " + server.line());
    hosted.forEach(
        context -> lines.addAll(notReady(context.name(), database.state(context.name()))));
    lines.addAll(proxy.banner());
    if (IdentitySettings.of(settings).isAnonymousAllowed()) {
      lines.add(
          "  rights    everything, without a token, from this machine; --anonymous false ends that");
    }
    lines.add("Stop with Ctrl-C or: kill " + ProcessHandle.current().pid());
    return lines;
  }

  private static List<String> notReady(String context, ContextState state) {
    return state.isReady()
        ? List.of()
        : List.of("  503       until " + context + " is ready; it is " + state.description());
  }
}
