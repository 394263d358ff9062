package banyan.app;

import banyan.platform.database.Database;
import banyan.proxy.admin.ReadinessCheck;
import banyan.proxy.migration.AuditLog;
import banyan.proxy.migration.EvidenceSource;
import banyan.proxy.migration.MigrationFolder;
import banyan.proxy.migration.MigrationStore;
import banyan.proxy.migration.Migrations;
import banyan.proxy.migration.RoutePlaces;
import banyan.proxy.publish.KeptText;
import banyan.proxy.publish.NumberedFiles;
import banyan.proxy.route.LiveRoutes;
import banyan.proxy.route.RoutesFile;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Where a process keeps its migrations. */
final class KeptMigrations {
  /** A larger copy is none of ours: a migration has a few KiB. */
  private static final long COPY_BYTES_MAX = 8 << 20;

  private KeptMigrations() {}

  /**
   * Migrations that all instances on one database share. What they are is known when the database
   * is ready; the last good copy stands in until then.
   */
  static Migrations shared(
      ServingProcess process, LiveRoutes live, Database database, EvidenceSource evidence) {
    Migrations migrations =
        of(
            new DatabaseMigrationStore(database),
            new KeptText(folder(process).resolve("last-good.json"), COPY_BYTES_MAX),
            evidence,
            live);
    database.whenReady(DatabaseTableStore.OWNER, migrations::catchUp);
    return migrations;
  }

  /** Migrations in the data folder: those of the document that this process follows. */
  static Migrations own(ServingProcess process, RoutesFile document, EvidenceSource evidence) {
    Path folder = NumberedFiles.folderOf(folder(process), Path.of(document.status().file()));
    Migrations migrations = of(new MigrationFolder(folder), null, evidence, document.live());
    migrations.catchUp();
    return migrations;
  }

  /**
   * The audit log: that of the migrations, or of a process that migrates nothing its own, in the
   * data folder, for planted faults.
   */
  static AuditLog audit(ServingProcess process, @Nullable Migrations migrations) {
    return migrations == null
        ? new AuditLog(new MigrationFolder(process.data().resolve("audit")))
        : migrations.log();
  }

  /**
   * Tells what is in force. That the store is away is not in the way: what was in force stays. A
   * log of which nothing could be read is: clients would be answered by sides that they have left.
   */
  static ReadinessCheck check(Supplier<@Nullable Migrations> found) {
    return new ReadinessCheck(
        "migrations",
        () -> {
          Migrations migrations = found.get();
          return migrations == null
              ? new ReadinessCheck.State(true, "none here")
              : new ReadinessCheck.State(migrations.isKnown(), migrations.description());
        });
  }

  private static Migrations of(
      MigrationStore store, @Nullable KeptText copy, EvidenceSource evidence, LiveRoutes live) {
    return new Migrations(store, copy, evidence, new RoutePlaces(live), InstantSource.system());
  }

  static Path folder(ServingProcess process) {
    return process.data().resolve("migrations");
  }
}
