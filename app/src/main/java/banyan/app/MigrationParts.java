package banyan.app;

import banyan.platform.database.Database;
import banyan.proxy.admin.AdminEndpoint;
import banyan.proxy.admin.GateEndpoints;
import banyan.proxy.migration.EvidenceSource;
import banyan.proxy.migration.Migration;
import banyan.proxy.migration.Migrations;
import banyan.proxy.retirement.OldSide;
import banyan.proxy.rollout.Builds;
import banyan.proxy.rollout.GateFigures;
import banyan.proxy.rollout.GateSettings;
import banyan.proxy.rollout.LiveGates;
import banyan.proxy.route.LiveRoutes;
import banyan.proxy.shadow.PairSink;
import banyan.wire.Settings;
import io.opentelemetry.api.metrics.Meter;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.eclipse.jetty.server.RequestLog;
import org.jspecify.annotations.Nullable;

/**
 * What gathers the evidence for the moves of a process. Each part is there before the migrations,
 * which ask it, and starts after them.
 */
record MigrationParts(
    LiveGates gates, @Nullable ParityParts parity, @Nullable RetirementParts retirement) {
  /**
   * Parts that are not started.
   *
   * @param parity null in a process that migrates nothing
   * @param retirement null in a process that migrates nothing
   */
  static MigrationParts of(
      Settings settings, @Nullable ParityParts parity, @Nullable RetirementParts retirement) {
    return new MigrationParts(
        new LiveGates(
            own -> GateSettings.margins(settings, own),
            settings.get(GateSettings.AUTOMATIC),
            settings.get(GateSettings.INSTANCES),
            parity == null ? Builds.untold() : parity::builds,
            InstantSource.system()),
        parity,
        retirement);
  }

  /** Parts of which all instances on one database know the same. */
  static MigrationParts shared(ServingProcess process, LiveRoutes live, Database database) {
    ParityParts parity = ParityParts.shared(process, live, database);
    return of(
        process.settings(), parity, RetirementParts.shared(process, database, parity::reverse));
  }

  /** Where the migrations find what a move demands. */
  EvidenceSource evidence() {
    EvidenceSource certificates = parity == null ? EvidenceSource.none() : parity.certificates();
    EvidenceSource quiet = retirement == null ? EvidenceSource.none() : retirement.quiet();
    return EvidenceSource.of(certificates, gates, quiet);
  }

  /** What takes the pairs that copies make. */
  PairSink sink() {
    return parity == null ? PairSink.nobody() : parity.parity();
  }

  /** What hears of the requests that end. */
  List<RequestLog> logs() {
    List<RequestLog> logs = new ArrayList<>(List.of(gates.feed()));
    if (parity != null) {
      logs.add(parity.log());
    }
    if (retirement != null) {
      logs.add(retirement.hits());
    }
    return logs;
  }

  /** What is known of an old side that should be asked no more. */
  Optional<OldSide> oldSide(Migration migration) {
    return Optional.ofNullable(retirement).flatMap(parts -> parts.oldSide(migration));
  }

  List<AdminEndpoint> endpoints(Migrations migrations) {
    List<AdminEndpoint> endpoints = new ArrayList<>(GateEndpoints.of(migrations, gates));
    if (parity != null) {
      endpoints.addAll(parity.endpoints(migrations));
    }
    return endpoints;
  }

  /** Begins to gather for migrations that are followed. */
  void start(Migrations migrations, RunningParts parts, Meter meter) {
    if (retirement != null) {
      retirement.start(parts);
    }
    gates.start(migrations);
    parts.add("gates", gates);
    parts.add("figures of the gates", new GateFigures(meter, gates));
    if (parity != null) {
      parity.start(migrations, gates, parts);
    }
  }
}
