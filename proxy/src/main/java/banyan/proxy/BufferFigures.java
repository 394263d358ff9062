package banyan.proxy;

import banyan.wire.ByteBudget;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.metrics.Meter;
import io.opentelemetry.api.metrics.ObservableLongCounter;
import io.opentelemetry.api.metrics.ObservableLongGauge;

/**
 * What the process holds of bodies, and who did without because it held too much. Figures from the
 * start to {@link #close}. Any thread.
 */
public final class BufferFigures implements AutoCloseable {
  private static final AttributeKey<String> PURPOSE = AttributeKey.stringKey("purpose");

  private final ObservableLongGauge held;
  private final ObservableLongCounter skipped;

  public BufferFigures(Meter meter, ByteBudget buffers) {
    held =
        meter
            .gaugeBuilder("banyan.buffer.bytes")
            .ofLongs()
            .setUnit("By")
            .setDescription("Bytes of bodies that are held now")
            .buildWithCallback(measurement -> measurement.record(buffers.held()));
    skipped =
        meter
            .counterBuilder("banyan.buffer.skips")
            .setUnit("{skip}")
            .setDescription("Bodies that were not held, for want of bytes")
            .buildWithCallback(
                measurement ->
                    buffers
                        .refused()
                        .forEach(
                            (purpose, count) ->
                                measurement.record(count, Attributes.of(PURPOSE, purpose))));
  }

  @Override
  public void close() {
    held.close();
    skipped.close();
  }
}
