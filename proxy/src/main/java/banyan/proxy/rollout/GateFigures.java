package banyan.proxy.rollout;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.metrics.BatchCallback;
import io.opentelemetry.api.metrics.Meter;
import io.opentelemetry.api.metrics.ObservableLongMeasurement;

/** What the gates say and have done, read when somebody asks for the metrics. Any thread. */
public final class GateFigures implements AutoCloseable {
  private static final AttributeKey<String> MIGRATION = AttributeKey.stringKey("banyan.migration");
  private static final AttributeKey<String> MOVE = AttributeKey.stringKey("move");

  private final LiveGates gates;
  private final ObservableLongMeasurement verdicts;
  private final ObservableLongMeasurement moves;
  private final ObservableLongMeasurement lost;
  private final BatchCallback callback;

  public GateFigures(Meter meter, LiveGates gates) {
    this.gates = gates;
    verdicts =
        meter
            .gaugeBuilder("banyan.gate.verdict")
            .ofLongs()
            .setDescription("The gate of a canary says: 1 promote, 0 hold, -1 roll back")
            .buildObserver();
    moves =
        meter
            .counterBuilder("banyan.gate.moves")
            .setUnit("{move}")
            .setDescription("Moves that the gates of this process made")
            .buildObserver();
    lost =
        meter
            .counterBuilder("banyan.gate.lost")
            .setUnit("{report}")
            .setDescription("Answers and comparisons that no gate heard of: too many at once")
            .buildObserver();
    callback = meter.batchCallback(this::observe, verdicts, moves, lost);
  }

  @Override
  public void close() {
    callback.close();
  }

  private void observe() {
    for (GateReport report : gates.atWork()) {
      verdicts.record(number(report), Attributes.of(MIGRATION, report.migration().name()));
    }
    moves.record(gates.moves().rollBacks(), Attributes.of(MOVE, "rollback"));
    moves.record(gates.moves().raises(), Attributes.of(MOVE, "raise"));
    lost.record(gates.lost());
  }

  private static long number(GateReport report) {
    return switch (report.verdict().decision()) {
      case PROMOTE -> 1;
      case INCONCLUSIVE -> 0;
      case ROLLBACK -> -1;
    };
  }
}
