package banyan.app;

import banyan.proxy.admin.AdminEndpoint;
import banyan.proxy.admin.GateEndpoints;
import banyan.proxy.migration.EvidenceSource;
import banyan.proxy.migration.Migration;
import banyan.proxy.migration.Migrations;
import banyan.proxy.retirement.OldSide;
import banyan.proxy.rollout.GateFigures;
import banyan.proxy.rollout.GateSettings;
import banyan.proxy.rollout.LiveGates;
import banyan.wire.Settings;
import io.opentelemetry.api.metrics.Meter;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.eclipse.jetty.server.RequestLog;
import org.jspecify.annotations.Nullable;

/**
 * What gathers the evidence for the moves of a process. Each part is there before the migrations,
 * which ask it, and starts after them.
 *
 * @param retirement watches the old sides; null in a process that migrates nothing
 */
record MigrationParts(LiveGates gates, @Nullable RetirementParts retirement) {
  /** Parts that are not started. */
  static MigrationParts of(Settings settings, @Nullable RetirementParts retirement) {
    return new MigrationParts(
        new LiveGates(
            GateSettings.margins(settings),
            settings.get(GateSettings.AUTOMATIC),
            InstantSource.system()),
        retirement);
  }

  /** Where the migrations find what a move demands. */
  EvidenceSource evidence() {
    return EvidenceSource.of(
        EvidenceSource.none(),
        gates,
        retirement == null ? EvidenceSource.none() : retirement.quiet());
  }

  /** What hears of the requests that end. */
  List<RequestLog> logs() {
    return retirement == null ? List.of(gates.feed()) : List.of(gates.feed(), retirement.hits());
  }

  /** What is known of an old side that should be asked no more. */
  Optional<OldSide> oldSide(Migration migration) {
    return Optional.ofNullable(retirement).flatMap(parts -> parts.oldSide(migration));
  }

  List<AdminEndpoint> endpoints(Migrations migrations) {
    return GateEndpoints.of(migrations, gates);
  }

  /** Begins to gather for migrations that are followed. */
  void start(Migrations migrations, RunningParts parts, Meter meter) {
    if (retirement != null) {
      retirement.start(parts);
    }
    gates.start(migrations);
    parts.add("gates", gates);
    parts.add("figures of the gates", new GateFigures(meter, gates));
  }
}
