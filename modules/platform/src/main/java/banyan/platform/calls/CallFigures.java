package banyan.platform.calls;

import io.opentelemetry.api.GlobalOpenTelemetry;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.metrics.DoubleHistogram;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/** The figures and spans of calls: {@code banyan.call.duration} by operation. Any thread. */
final class CallFigures {
  /** Which way a call took. */
  enum Binding {
    LOCAL,
    REMOTE,
    /** Sent to another process, and answered here instead. */
    FALLBACK,
    /** Came from another process. */
    SERVED
  }

  private static final String INSTRUMENTS = "banyan.calls";
  private static final String ANSWERED = "answered";
  private static final double NANOS_PER_SECOND = Duration.ofSeconds(1).toNanos();

  /** Bounds in seconds: from a copy in memory to the usual deadline. */
  private static final List<Double> BUCKETS =
      List.of(0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0);

  private static final AttributeKey<String> CONTEXT = AttributeKey.stringKey("context");
  private static final AttributeKey<String> OPERATION = AttributeKey.stringKey("operation");
  private static final AttributeKey<String> BINDING = AttributeKey.stringKey("binding");
  private static final AttributeKey<String> OUTCOME = AttributeKey.stringKey("outcome");

  private final DoubleHistogram duration =
      GlobalOpenTelemetry.getOrNoop()
          .getMeter(INSTRUMENTS)
          .histogramBuilder("banyan.call.duration")
          .setUnit("s")
          .setDescription("Time of calls between contexts, by the way they took and how they ended")
          .setExplicitBucketBoundariesAdvice(BUCKETS)
          .build();
  private final Tracer tracer = GlobalOpenTelemetry.getOrNoop().getTracer(INSTRUMENTS);

  /** Begins to observe a call of the current span. */
  Observed begin(CallOperation operation, Binding binding) {
    return begin(operation, binding, Context.current());
  }

  Observed begin(CallOperation operation, Binding binding, Context parent) {
    Span span =
        tracer
            .spanBuilder("call " + operation.address())
            .setParent(parent)
            .setSpanKind(binding == Binding.SERVED ? SpanKind.SERVER : SpanKind.CLIENT)
            .startSpan();
    return new Observed(operation, binding, span);
  }

  /** One call under observation: ended by {@code close}. For one thread. */
  final class Observed implements AutoCloseable {
    private final CallOperation operation;
    private final Span span;
    private final long begun = System.nanoTime();
    private Binding binding;
    private String outcome = "broken";

    private Observed(CallOperation operation, Binding binding, Span span) {
      this.operation = operation;
      this.binding = binding;
      this.span = span;
    }

    /** Makes its span the parent of what happens within. */
    @SuppressWarnings("MustBeClosedChecker") // its user closes it
    Scope current() {
      return span.makeCurrent();
    }

    void took(Binding way) {
      binding = way;
    }

    void answered() {
      outcome = ANSWERED;
    }

    void failed(String how) {
      outcome = how.toLowerCase(Locale.ROOT).replace('_', '-');
    }

    @Override
    public void close() {
      String way = binding.name().toLowerCase(Locale.ROOT);
      duration.record(
          (System.nanoTime() - begun) / NANOS_PER_SECOND,
          Attributes.of(
              CONTEXT,
              operation.address().context(),
              OPERATION,
              operation.address().operation(),
              BINDING,
              way,
              OUTCOME,
              outcome));
      span.setAttribute("banyan.call.binding", way);
      span.setAttribute("banyan.call.outcome", outcome);
      if (!outcome.equals(ANSWERED)) {
        span.setStatus(StatusCode.ERROR);
      }
      span.end();
    }
  }
}
