package banyan.app;

import banyan.platform.ContextModule;
import banyan.platform.Ground;
import banyan.platform.calls.Calls;
import banyan.platform.database.ContextDatabase;
import banyan.platform.http.PlatformRoutes;
import banyan.platform.http.RouteDeclaration;
import banyan.proxy.route.LocalCode;
import banyan.proxy.route.Route;
import banyan.wire.Settings;
import java.lang.reflect.Proxy;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** What the contexts of the product declare, for who only reads it: nothing is started. */
final class ProductCode {
  private ProductCode() {}

  /**
   * The code of a process that would host these contexts.
   *
   * @param only their names; none for all
   */
  static LocalCode of(Settings settings, List<String> only) {
    List<ContextModule> hosted =
        Contexts.all().stream()
            .filter(context -> only.isEmpty() || only.contains(context.name()))
            .toList();
    List<Route> routes = new ArrayList<>();
    List<RouteDeclaration> all = new ArrayList<>();
    Ground ground =
        new Ground(new NoDatabase(), settings, InstantSource.system(), new NobodyToCall());
    for (ContextModule context : hosted) {
      List<RouteDeclaration> declared = context.routes(ground);
      routes.addAll(DeclaredRoutes.of(context.name(), declared));
      all.addAll(declared);
    }
    routes.addAll(
        DeclaredRoutes.of(
            "banyan", PlatformRoutes.of(VersionCommand.ownVersion(), all, List.of(), List::of)));
    return new LocalCode(
        routes,
        Contexts.all().stream().map(ContextModule::name).collect(Collectors.toSet()),
        Set.copyOf(hosted.stream().map(ContextModule::name).toList()),
        List.of(),
        hosted.stream().flatMap(Monolith::needs).toList());
  }

  private static IllegalStateException notStarted() {
    return new IllegalStateException("nothing was started: routes are declared, not answered");
  }

  private static final class NoDatabase implements ContextDatabase {
    @Override
    public <T extends @Nullable Object> T read(String tenant, Function<Handle, T> work) {
      throw notStarted();
    }

    @Override
    public <T extends @Nullable Object> T write(String tenant, Function<Handle, T> work) {
      throw notStarted();
    }
  }

  private static final class NobodyToCall implements Calls {
    @Override
    public <T> T to(Class<T> contract) {
      return contract.cast(
          Proxy.newProxyInstance(
              contract.getClassLoader(),
              new Class<?>[] {contract},
              (_, _, _) -> {
                throw notStarted();
              }));
    }
  }
}
