package banyan.app;

import banyan.platform.database.Database;
import banyan.proxy.migration.Migration;
import banyan.proxy.publish.NumberedFiles;
import banyan.proxy.retirement.HitFile;
import banyan.proxy.retirement.HitStore;
import banyan.proxy.retirement.OldSide;
import banyan.proxy.retirement.OldSideHits;
import banyan.proxy.retirement.Retirement;
import banyan.proxy.retirement.ReverseParity;
import banyan.proxy.route.RoutesFile;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;

/**
 * What tells of the old sides of migrations.
 *
 * @param hits counts what they still get
 * @param quiet the evidence that one may go
 */
record RetirementParts(OldSideHits hits, Retirement quiet) {
  /** Hits that all instances on one database share. */
  static RetirementParts shared(ServingProcess process, Database database, ReverseParity parity) {
    return of(process, new DatabaseHitStore(database), parity);
  }

  /** Hits in the data folder, beside the migrations of the document that this process follows. */
  static RetirementParts own(ServingProcess process, RoutesFile document, ReverseParity parity) {
    Path folder =
        NumberedFiles.folderOf(KeptMigrations.folder(process), Path.of(document.status().file()));
    return of(process, new HitFile(folder.resolveSibling(folder.getFileName() + ".hits")), parity);
  }

  /** Begins to write what is counted; stops with the other parts. */
  void start(RunningParts parts) {
    hits.start();
    parts.add("hits on old sides", hits);
  }

  Optional<OldSide> oldSide(Migration migration) {
    return quiet.oldSide(migration);
  }

  private static RetirementParts of(ServingProcess process, HitStore store, ReverseParity parity) {
    var hits = new OldSideHits(store, InstantSource.system());
    return new RetirementParts(
        hits, new Retirement(hits, parity, process.settings(), InstantSource.system()));
  }
}
