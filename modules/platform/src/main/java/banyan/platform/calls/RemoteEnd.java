package banyan.platform.calls;

import banyan.wire.Arrival;
import banyan.wire.CallAddress;
import banyan.wire.Failure;
import banyan.wire.Fields;
import banyan.wire.Problem;
import banyan.wire.Problems;
import banyan.wire.Violation;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapGetter;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

/**
 * Where calls from other processes arrive. It believes the request path alone: a request is a call
 * when the path has set the attribute {@link CallAddress#ATTRIBUTE}, having checked its signature;
 * every other request passes. Any thread that may block.
 */
final class RemoteEnd extends Handler.Wrapper {
  private static final int OK = 200;

  private final Function<CallAddress, Optional<Offered>> offered;
  private final CallFigures figures;

  RemoteEnd(Handler next, Function<CallAddress, Optional<Offered>> offered, CallFigures figures) {
    super(next);
    this.offered = offered;
    this.figures = figures;
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) throws Exception {
    if (!(request.getAttribute(CallAddress.ATTRIBUTE) instanceof CallAddress address)
        || !(request.getAttribute(Arrival.ATTRIBUTE) instanceof Arrival arrival)) {
      return super.handle(request, response, callback);
    }
    Optional<Offered> asked = offered.apply(address);
    if (asked.isEmpty()) {
      return super.handle(request, response, callback);
    }
    answer(request, asked.get(), arrival, response, callback);
    return true;
  }

  private void answer(
      Request request, Offered asked, Arrival arrival, Response response, Callback callback)
      throws IOException {
    Context parent =
        W3CTraceContextPropagator.getInstance()
            .extract(Context.current(), request.getHeaders(), TraceFields.READER);
    try (var observed = figures.begin(asked.operation(), CallFigures.Binding.SERVED, parent);
        var _ = observed.current();
        var _ = MDC.putCloseable("request_id", arrival.requestId())) {
      try {
        byte[] json = run(request, asked, arrival);
        observed.answered();
        write(response, OK, "application/json", json, callback);
      } catch (Failure e) {
        observed.failed(e.problem().type().name());
        Duration wait = e.retryAfter();
        if (wait != null) {
          long seconds = Math.max(1, wait.plusMillis(999).toSeconds());
          response.getHeaders().put(HttpHeader.RETRY_AFTER, seconds);
        }
        byte[] problem = e.problem().toJson(arrival.requestId());
        write(response, e.problem().status(), Problem.MEDIA_TYPE, problem, callback);
      }
    }
  }

  private static byte[] run(Request request, Offered asked, Arrival arrival) throws IOException {
    CallOperation operation = asked.operation();
    byte[] body = body(request);
    if (arrival.deadline().hasPassed()) {
      throw Failure.client(
          Problem.of(Problems.DEADLINE_PASSED, "the deadline had passed before the call began"));
    }
    CommandKey key = operation.isCommand() ? key(request) : null;
    try {
      return asked.run(arrival, key, operation.request().readRequest(body)).json();
    } catch (WireFault e) {
      throw Failure.client(
          Problem.of(
              Problems.INVALID_REQUEST,
              "the request breaks the contract: " + e.getMessage(),
              List.of(new Violation(e.pointer(), e.detail()))));
    }
  }

  /** The path has held it to the limit; one byte more would be its fault. */
  private static byte[] body(Request request) throws IOException {
    try (InputStream in = Content.Source.asInputStream(request)) {
      return in.readNBytes(WireType.BYTES_MAX + 1);
    }
  }

  private static CommandKey key(Request request) {
    String value = request.getHeaders().get(Fields.IDEMPOTENCY_KEY);
    try {
      return new CommandKey(value == null ? "" : value);
    } catch (IllegalArgumentException e) {
      throw Failure.client(
          Problem.of(
              Problems.INVALID_REQUEST,
              "a command carries the field " + Fields.IDEMPOTENCY_KEY + "; " + e.getMessage()));
    }
  }

  private static void write(
      Response response, int status, String mediaType, byte[] body, Callback callback) {
    response.setStatus(status);
    response.getHeaders().put(HttpHeader.CONTENT_TYPE, mediaType);
    response.getHeaders().put(HttpHeader.CONTENT_LENGTH, body.length);
    response.write(true, ByteBuffer.wrap(body), callback);
  }

  /** The trace fields of a request, as OpenTelemetry reads them. */
  private enum TraceFields implements TextMapGetter<HttpFields> {
    READER;

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
