package banyan.app;

import banyan.platform.ContextModule;
import banyan.proxy.migration.Migration;
import banyan.proxy.parity.CanonicalText;
import banyan.proxy.parity.LocalSide;
import banyan.proxy.route.LiveRoutes;
import banyan.proxy.route.Route;
import banyan.wire.Setting;
import banyan.wire.Settings;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The contexts of this process as a side of migrations: this artefact, and the settings that only
 * the contexts behind the routes read. Secrets are left out. Any thread.
 */
record LocalContexts(Settings settings, LiveRoutes live) implements LocalSide {
  @Override
  public String build() {
    return Artefact.build();
  }

  @Override
  public String configuration(Migration migration) {
    Set<String> owners =
        live.current().routes().stream()
            .filter(route -> route.source() == Route.Source.DECLARATION)
            .filter(route -> migration.routes().stream().anyMatch(each -> each.meets(route)))
            .map(Route::owner)
            .collect(Collectors.toSet());
    Map<String, String> values = new TreeMap<>();
    for (ContextModule context : Contexts.all()) {
      if (owners.contains(context.name())) {
        context.settings().forEach(setting -> add(setting, values));
      }
    }
    return CanonicalText.hash(values);
  }

  private void add(Setting<?> setting, Map<String, String> values) {
    if (!setting.isSecret()) {
      values.put(setting.key(), settings.find(setting).map(Object::toString).orElse(""));
    }
  }
}
