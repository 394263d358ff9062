package banyan.app;

import banyan.proxy.admin.AdminEndpoint;
import banyan.proxy.admin.GateEndpoints;
import banyan.proxy.migration.EvidenceSource;
import banyan.proxy.migration.Migrations;
import banyan.proxy.rollout.Builds;
import banyan.proxy.rollout.GateFigures;
import banyan.proxy.rollout.GateSettings;
import banyan.proxy.rollout.LiveGates;
import banyan.proxy.shadow.PairSink;
import banyan.wire.Settings;
import io.opentelemetry.api.metrics.Meter;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.jetty.server.RequestLog;
import org.jspecify.annotations.Nullable;

/**
 * What gathers the evidence for the moves of a process. Each part is there before the migrations,
 * which ask it, and starts after them.
 */
record MigrationParts(LiveGates gates, @Nullable ParityParts parity) {
  /**
   * Parts that are not started.
   *
   * @param parity null in a process that migrates nothing
   */
  static MigrationParts of(Settings settings, @Nullable ParityParts parity) {
    return new MigrationParts(
        new LiveGates(
            GateSettings.margins(settings),
            settings.get(GateSettings.AUTOMATIC),
            parity == null ? Builds.untold() : parity::builds,
            InstantSource.system()),
        parity);
  }

  /** Where the migrations find what a move demands. */
  EvidenceSource evidence() {
    EvidenceSource certificates = parity == null ? EvidenceSource.none() : parity.certificates();
    return EvidenceSource.of(certificates, gates, EvidenceSource.none());
  }

  /** What takes the pairs that copies make. */
  PairSink sink() {
    return parity == null ? PairSink.nobody() : parity.parity();
  }

  /** What hears of the requests that end. */
  List<RequestLog> logs() {
    return parity == null ? List.of(gates.feed()) : List.of(gates.feed(), parity.log());
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
    gates.start(migrations);
    parts.add("gates", gates);
    parts.add("figures of the gates", new GateFigures(meter, gates));
    if (parity != null) {
      parity.start(migrations, gates, parts);
    }
  }
}
