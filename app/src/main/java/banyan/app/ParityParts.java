package banyan.app;

import banyan.platform.database.Database;
import banyan.proxy.admin.AdminEndpoint;
import banyan.proxy.admin.CertificateEndpoints;
import banyan.proxy.admin.ParityEndpoints;
import banyan.proxy.certificate.CertificateChain;
import banyan.proxy.certificate.CertificateFolder;
import banyan.proxy.certificate.CertificateSettings;
import banyan.proxy.certificate.CertificateStore;
import banyan.proxy.migration.Migration;
import banyan.proxy.migration.Migrations;
import banyan.proxy.migration.Side;
import banyan.proxy.parity.Certificates;
import banyan.proxy.parity.PairFigures;
import banyan.proxy.parity.Parity;
import banyan.proxy.parity.ParitySettings;
import banyan.proxy.parity.RulesFolder;
import banyan.proxy.parity.SideVersions;
import banyan.proxy.parity.UncopiedWrites;
import banyan.proxy.publish.NumberedFiles;
import banyan.proxy.retirement.ReverseParity;
import banyan.proxy.rollout.LiveGates;
import banyan.proxy.route.LiveRoutes;
import banyan.proxy.route.RoutesFile;
import banyan.wire.Settings;
import io.opentelemetry.api.GlobalOpenTelemetry;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.stream.Stream;
import org.eclipse.jetty.server.RequestLog;

/** What compares and certifies, in a process that migrates: made before the migrations are. */
record ParityParts(Parity parity, Certificates certificates, SideVersions versions) {
  /** Certificates are one chain for all instances on a database. */
  static ParityParts shared(ServingProcess process, LiveRoutes live, Database database) {
    Path document = process.settings().find(AppSettings.ROUTES).orElse(ProxyParts.DOCUMENT_DEFAULT);
    return of(process, live, document, new DatabaseCertificateStore(database));
  }

  /** Certificates in the data folder: those of the document that this process follows. */
  static ParityParts own(ServingProcess process, RoutesFile followed) {
    Path document = Path.of(followed.status().file());
    Path folder = NumberedFiles.folderOf(process.data().resolve("certificates"), document);
    return of(process, followed.live(), document, new CertificateFolder(folder));
  }

  private static ParityParts of(
      ServingProcess process, LiveRoutes live, Path document, CertificateStore store) {
    Settings settings = process.settings();
    InstantSource clock = InstantSource.system();
    Path beside = document.toAbsolutePath().normalize().resolveSibling("");
    RulesFolder rules = new RulesFolder(settings.find(ParitySettings.RULES).orElse(beside));
    SideVersions versions = new SideVersions(live::current, new LocalContexts(settings, live));
    Parity parity =
        new Parity(versions, rules, clock, GlobalOpenTelemetry.getMeter(ProxyParts.INSTRUMENTS));
    CertificateChain chain =
        new CertificateChain(store, CertificateSettings.file(settings, process.data()));
    return new ParityParts(
        parity, new Certificates(parity, rules, chain, settings, InstantSource.system()), versions);
  }

  /** What runs on both sides, in one text. */
  String builds(Migration migration) {
    return versions.of(migration, Side.FROM) + " " + versions.of(migration, Side.TO);
  }

  /** What copies for an old side have shown. */
  ReverseParity.Figures reverse(Migration migration) {
    PairFigures figures = parity.reverse(migration);
    return new ReverseParity.Figures(figures.compared(), figures.mismatched(), figures.since());
  }

  /** Notes what is never copied. */
  RequestLog log() {
    return new UncopiedWrites(parity);
  }

  /** Begins to compare, and to tell the gates of it. */
  void start(Migrations migrations, LiveGates gates, RunningParts parts) {
    parity.listener(gates::compared);
    parity.start(migrations);
    parts.add("parity", parity);
  }

  List<AdminEndpoint> endpoints(Migrations migrations) {
    return Stream.concat(
            ParityEndpoints.of(migrations, parity, certificates).stream(),
            CertificateEndpoints.of(migrations, certificates).stream())
        .toList();
  }
}
