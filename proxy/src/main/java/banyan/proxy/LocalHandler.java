package banyan.proxy;

import banyan.wire.Arrival;
import banyan.wire.Caller;
import banyan.wire.Failure;
import banyan.wire.Problem;
import banyan.wire.Problems;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.Semaphore;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/**
 * The last step: local code, which may block. Each request of a client gets a virtual thread, so
 * the step itself never waits; how many work at once has a limit, and beyond it the answer is 503
 * at once. Any thread.
 */
final class LocalHandler extends Handler.Wrapper {
  /** What a refused client is told to wait: long enough for many requests to finish. */
  private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

  private final Semaphore places;
  private final Executor threads;
  private final Traces traces;

  LocalHandler(Handler local, int concurrent, Executor threads, Traces traces) {
    super(local);
    this.places = new Semaphore(concurrent);
    this.threads = threads;
    this.traces = traces;
  }

  @Override
  public InvocationType getInvocationType() {
    return InvocationType.NON_BLOCKING;
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) {
    if (!places.tryAcquire()) {
      throw Failure.ours(
              Problem.of(ProxyProblems.OVERLOADED, "all places for local requests are taken"), null)
          .retryAfter(RETRY_AFTER);
    }
    // Before the end is told, since the connection may begin its next request there and then.
    return answer(threads, request, response, Callback.from(places::release, callback));
  }

  /**
   * Answers a copy, which takes no place of a client's: who sends copies bounds them.
   *
   * @param where local code runs, which may block
   */
  boolean handleCopy(Executor where, Request request, Response response, Callback callback) {
    return answer(where, request, response, callback);
  }

  private boolean answer(Executor where, Request request, Response response, Callback callback) {
    Exchange exchange = Exchange.of(request);
    Caller caller = exchange.caller() == null ? Caller.anonymous() : exchange.caller();
    request.setAttribute(
        Arrival.ATTRIBUTE, new Arrival(caller, exchange.requestId(), exchange.deadline()));
    if (exchange.answeredBy() == null) {
      exchange.answeredBy("local");
    }
    exchange.workBegun();
    Request traced = traced(request, exchange);
    where.execute(() -> handleHere(traced, response, callback));
    return true;
  }

  /** Local code continues our span, as an upstream does, and not the client's. */
  private Request traced(Request request, Exchange exchange) {
    HttpFields.Mutable fields = HttpFields.build(request.getHeaders());
    traces.inject(exchange.span(), fields);
    HttpFields sent = fields.asImmutable();
    return new Request.Wrapper(request) {
      @Override
      public HttpFields getHeaders() {
        return sent;
      }
    };
  }

  private void handleHere(Request request, Response response, Callback callback) {
    try {
      if (!super.handle(request, response, callback)) {
        callback.failed(
            Failure.client(
                Problem.of(Problems.ROUTE_NOT_FOUND, "local code does not answer this path")));
      }
    } catch (Exception e) {
      callback.failed(e);
    }
  }
}
