package banyan.platform.http;

import banyan.platform.calls.CallFailure;
import banyan.wire.Arrival;
import banyan.wire.Caller;
import banyan.wire.Deadline;
import banyan.wire.Failure;
import banyan.wire.Problem;
import banyan.wire.Problems;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import io.opentelemetry.api.GlobalOpenTelemetry;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Scope;
import io.opentelemetry.context.propagation.TextMapGetter;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.time.Duration;
import java.util.Collections;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/**
 * One declared route behind Javalin: reads the request, calls the endpoint inside a span, answers.
 * The one place of the local side where a {@link Failure} becomes a problem. Any thread.
 */
final class EndpointHandler implements Handler {
  /** How long a request without an {@link Arrival} may take: one that came past the proxy. */
  private static final Duration TIME_ALLOWED_DEFAULT = Duration.ofSeconds(30);

  private static final String REQUEST_ID_KEY = "request_id";
  private static final Logger LOG = LoggerFactory.getLogger(EndpointHandler.class);

  private final RouteDeclaration route;
  private final PathPattern template;
  private final String spanName;

  EndpointHandler(RouteDeclaration route) {
    this.route = route;
    this.template = PathPattern.of(route.path());
    this.spanName = route.method() + " " + route.path();
  }

  @Override
  public void handle(Context context) throws IOException {
    Arrival arrival = arrival(context.req());
    Span span = startSpan(context.req());
    try (Scope _ = span.makeCurrent();
        var _ = MDC.putCloseable(REQUEST_ID_KEY, arrival.requestId())) {
      Reply reply = arrival.deadline().bound(() -> answer(context.req(), arrival));
      span.setAttribute("http.response.status_code", reply.status());
      if (reply.status() >= 500) {
        span.setStatus(StatusCode.ERROR);
      }
      ReplyWriter.write(reply, arrival.requestId(), context);
    } finally {
      span.end();
    }
  }

  /** What the request path found out, or an anonymous caller when there is no path. */
  static Arrival arrival(HttpServletRequest request) {
    return request.getAttribute(Arrival.ATTRIBUTE) instanceof Arrival arrival
        ? arrival
        : new Arrival(
            Caller.anonymous(), UUID.randomUUID().toString(), Deadline.in(TIME_ALLOWED_DEFAULT));
  }

  private Reply answer(HttpServletRequest request, Arrival arrival) {
    try {
      return route.endpoint().answer(new RequestReader(route, template, request).read(arrival));
    } catch (CallFailure call) {
      LOG.warn("{}: {}", spanName, call.getMessage(), call);
      return Reply.failure(call.asFailure());
    } catch (Failure failure) {
      if (failure.fault() == Failure.Fault.US) {
        LOG.warn("{}: {}", spanName, failure.getMessage(), failure);
      }
      return Reply.failure(failure);
    } catch (RuntimeException | Error e) {
      // An error too gets its answer: the thread is virtual and ours, the client waits.
      Span.current().recordException(e);
      LOG.error("{} broke; request {}", spanName, arrival.requestId(), e);
      return Reply.problem(
          Problem.of(Problems.INTERNAL_ERROR, "the log has the cause under this request's id"));
    }
  }

  private Span startSpan(HttpServletRequest request) {
    var parent =
        W3CTraceContextPropagator.getInstance()
            .extract(io.opentelemetry.context.Context.current(), request, RequestFields.READER);
    return GlobalOpenTelemetry.getOrNoop()
        .getTracer("banyan.http")
        .spanBuilder(spanName)
        .setParent(parent)
        .setAttribute("http.route", route.path())
        .startSpan();
  }

  /** The trace fields of a request, as OpenTelemetry reads them. */
  private enum RequestFields implements TextMapGetter<HttpServletRequest> {
    READER;

    @Override
    public Iterable<String> keys(HttpServletRequest request) {
      return Collections.list(request.getHeaderNames());
    }

    @Override
    public @Nullable String get(@Nullable HttpServletRequest request, String field) {
      return request == null ? null : request.getHeader(field);
    }
  }
}
