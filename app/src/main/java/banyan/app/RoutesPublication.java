package banyan.app;

import banyan.platform.database.Database;
import banyan.proxy.admin.ReadinessCheck;
import banyan.proxy.publish.LastGoodCopy;
import banyan.proxy.publish.PublishedRoutes;
import banyan.proxy.publish.VersionsFolder;
import banyan.proxy.route.LocalCode;
import banyan.proxy.route.RoutesFile;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Where a process keeps the versions of its routes. */
final class RoutesPublication {
  private RoutesPublication() {}

  /**
   * Versions that all instances on one database share. What they are is known when the database is
   * ready; the last good copy stands in until then.
   */
  static PublishedRoutes shared(
      ServingProcess process, LocalCode code, RoutesFile document, Database database) {
    PublishedRoutes routes =
        new PublishedRoutes(
            document,
            code,
            new DatabaseTableStore(database, InstantSource.system()),
            new LastGoodCopy(folder(process).resolve("last-good.json")),
            process.role());
    database.whenReady(DatabaseTableStore.OWNER, routes::catchUp);
    return routes;
  }

  /** Versions in the data folder: those of the file that this process follows. */
  static PublishedRoutes own(ServingProcess process, LocalCode code, RoutesFile document) {
    VersionsFolder folder =
        VersionsFolder.of(
            folder(process), Path.of(document.status().file()), InstantSource.system());
    PublishedRoutes routes = new PublishedRoutes(document, code, folder, null, process.role());
    routes.catchUp();
    return routes;
  }

  /** Tells which routes are in force. It is never in the way: they are, whatever is away. */
  static ReadinessCheck check(PublishedRoutes routes) {
    return new ReadinessCheck("routes", () -> new ReadinessCheck.State(true, routes.description()));
  }

  /** As {@link #check(PublishedRoutes)}, for a process that may follow none, or not yet. */
  static ReadinessCheck check(Supplier<@Nullable PublishedRoutes> found) {
    return new ReadinessCheck(
        "routes",
        () -> {
          PublishedRoutes routes = found.get();
          return routes == null
              ? new ReadinessCheck.State(true, "its own; no document")
              : check(routes).code().get();
        });
  }

  private static Path folder(ServingProcess process) {
    return process.data().resolve("routes");
  }
}
