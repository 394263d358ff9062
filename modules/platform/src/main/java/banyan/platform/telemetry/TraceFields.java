package banyan.platform.telemetry;

import ch.qos.logback.classic.spi.ILoggingEvent;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import net.logstash.logback.composite.AbstractJsonProvider;
import tools.jackson.core.JsonGenerator;

/** Adds {@code trace_id} and {@code span_id} of the span that is current on the logging thread. */
final class TraceFields extends AbstractJsonProvider<ILoggingEvent> {
  @Override
  public void writeTo(JsonGenerator generator, ILoggingEvent event) {
    SpanContext context = Span.current().getSpanContext();
    if (context.isValid()) {
      generator.writeStringProperty("trace_id", context.getTraceId());
      generator.writeStringProperty("span_id", context.getSpanId());
    }
  }
}
