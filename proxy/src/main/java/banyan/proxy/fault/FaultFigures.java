package banyan.proxy.fault;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.metrics.BatchCallback;
import io.opentelemetry.api.metrics.Meter;
import io.opentelemetry.api.metrics.ObservableLongMeasurement;

/** What planted faults did, read when somebody asks for the metrics. Any thread. */
public final class FaultFigures implements AutoCloseable {
  private static final AttributeKey<String> KIND = AttributeKey.stringKey("kind");

  private final LiveFaults faults;
  private final ObservableLongMeasurement strikes;
  private final ObservableLongMeasurement planted;
  private final BatchCallback callback;

  public FaultFigures(Meter meter, LiveFaults faults) {
    this.faults = faults;
    strikes =
        meter
            .counterBuilder("banyan.fault.strikes")
            .setUnit("{request}")
            .setDescription("Requests that planted faults befell")
            .buildObserver();
    planted =
        meter
            .gaugeBuilder("banyan.fault.planted")
            .ofLongs()
            .setDescription("Planted faults that have not ended")
            .buildObserver();
    callback = meter.batchCallback(this::observe, strikes, planted);
  }

  @Override
  public void close() {
    callback.close();
  }

  private void observe() {
    for (String word : FaultKind.WORDS) {
      strikes.record(faults.strikes(word), Attributes.of(KIND, word));
    }
    planted.record(faults.all().size());
  }
}
