package banyan.proxy;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapGetter;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/**
 * The spans of the request path and their W3C trace context. Works without an SDK too: then a
 * context that came in goes out unchanged. Any thread.
 */
public final class Traces {
  private static final W3CTraceContextPropagator PROPAGATOR =
      W3CTraceContextPropagator.getInstance();

  private final Tracer tracer;

  public Traces(Tracer tracer) {
    this.tracer = tracer;
  }

  /** Starts the span of a request; a malformed {@code traceparent} counts as none. */
  public Span server(Request request) {
    Context parent = PROPAGATOR.extract(Context.root(), request.getHeaders(), new Reader());
    Span span =
        tracer
            .spanBuilder(request.getMethod())
            .setParent(parent)
            .setSpanKind(SpanKind.SERVER)
            .startSpan();
    // Behind the start, where a span that nobody records takes no note of them.
    span.setAttribute("http.request.method", request.getMethod());
    return span;
  }

  /** Starts the span of a request that we send on; where nothing is recorded, one says it all. */
  public Span client(Span server, String method, String upstream) {
    if (!server.isRecording()) {
      return server;
    }
    return tracer
        .spanBuilder(method + " " + upstream)
        .setParent(Context.root().with(server))
        .setSpanKind(SpanKind.CLIENT)
        .setAttribute("http.request.method", method)
        .setAttribute("banyan.upstream", upstream)
        .startSpan();
  }

  /** Replaces the trace context in a request's fields. */
  public void inject(Span span, HttpFields.Mutable fields) {
    fields.remove("traceparent");
    fields.remove("tracestate");
    PROPAGATOR.inject(
        Context.root().with(span), fields, (carrier, name, value) -> put(carrier, name, value));
  }

  /** The callback that ends the span with the request. */
  public Callback ending(Span span, Response response, Callback callback) {
    return new Callback.Nested(callback) {
      @Override
      public void succeeded() {
        end(span, response.getStatus(), null);
        super.succeeded();
      }

      @Override
      public void failed(Throwable cause) {
        end(span, 0, cause);
        super.failed(cause);
      }
    };
  }

  /** Ends a span with a status, 0 where there is none, or with what went wrong. */
  public void end(Span span, int status, @Nullable Throwable cause) {
    if (status > 0) {
      span.setAttribute("http.response.status_code", status);
    }
    if (cause != null) {
      span.setAttribute("error.type", cause.getClass().getSimpleName());
    }
    if (cause != null || status >= 500) {
      span.setStatus(StatusCode.ERROR);
    }
    span.end();
  }

  private static void put(HttpFields.@Nullable Mutable fields, String name, String value) {
    if (fields != null) {
      fields.put(name, value);
    }
  }

  /** Reads fields for the propagator; a name that comes twice is nobody's context. */
  private static final class Reader implements TextMapGetter<HttpFields> {
    @Override
    public Iterable<String> keys(HttpFields fields) {
      return fields.getFieldNamesCollection();
    }

    @Override
    public @Nullable String get(@Nullable HttpFields fields, String name) {
      return fields == null ? null : fields.get(name);
    }
  }
}
