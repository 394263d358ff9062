package banyan.app;

import banyan.proxy.admin.AdminEndpoint;
import banyan.proxy.admin.GateEndpoints;
import banyan.proxy.migration.EvidenceSource;
import banyan.proxy.migration.Migrations;
import banyan.proxy.rollout.GateFigures;
import banyan.proxy.rollout.GateSettings;
import banyan.proxy.rollout.LiveGates;
import banyan.wire.Settings;
import io.opentelemetry.api.metrics.Meter;
import java.time.InstantSource;
import java.util.List;
import org.eclipse.jetty.server.RequestLog;

/**
 * What gathers the evidence for the moves of a process. Each part is there before the migrations,
 * which ask it, and starts after them.
 */
record MigrationParts(LiveGates gates) {
  /** Parts that are not started. */
  static MigrationParts of(Settings settings) {
    return new MigrationParts(
        new LiveGates(
            GateSettings.margins(settings),
            settings.get(GateSettings.AUTOMATIC),
            InstantSource.system()));
  }

  /** Where the migrations find what a move demands. */
  EvidenceSource evidence() {
    return EvidenceSource.of(EvidenceSource.none(), gates, EvidenceSource.none());
  }

  /** What hears of the requests that end. */
  List<RequestLog> logs() {
    return List.of(gates.feed());
  }

  List<AdminEndpoint> endpoints(Migrations migrations) {
    return GateEndpoints.of(migrations, gates);
  }

  /** Begins to gather for migrations that are followed. */
  void start(Migrations migrations, RunningParts parts, Meter meter) {
    gates.start(migrations);
    parts.add("gates", gates);
    parts.add("figures of the gates", new GateFigures(meter, gates));
  }
}
