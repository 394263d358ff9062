package banyan.proxy.fault;

import banyan.proxy.Exchange;
import banyan.proxy.NextStep;
import banyan.proxy.ProxyProblems;
import banyan.proxy.ingress.BrokenStream;
import banyan.proxy.ingress.ClientEndPoint;
import banyan.proxy.match.WireHead;
import banyan.proxy.route.RouteTable.Match;
import banyan.wire.Failure;
import banyan.wire.Problem;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntSupplier;
import org.eclipse.jetty.io.EofException;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/**
 * The step that lets planted faults befall requests, once route and caller are found good. What
 * befalls one is decided by {@link FaultPlan}; here it is done. While nothing is planted it costs a
 * null check. Any thread; never blocks.
 */
public final class FaultHandler extends Handler.Wrapper {
  /** Requests that wait out a latency at once; further ones go on as if nothing was planted. */
  static final int DELAYED_MAX = 10_000;

  private final LiveFaults faults;
  private final IntSupplier draw;
  private final AtomicInteger delayed = new AtomicInteger();

  public FaultHandler(Handler next, LiveFaults faults) {
    this(next, faults, () -> ThreadLocalRandom.current().nextInt(100));
  }

  /**
   * A step before the one that answers.
   *
   * @param draw 0 to 99, each as likely
   */
  FaultHandler(Handler next, LiveFaults faults, IntSupplier draw) {
    super(next);
    this.faults = faults;
    this.draw = draw;
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) throws Exception {
    FaultPlan plan = faults.plan();
    if (plan == null) {
      return super.handle(request, response, callback);
    }
    Exchange exchange = Exchange.of(request);
    ActiveFault fault = befalling(plan, request, exchange);
    if (fault == null || !hasRoom(fault.planted().kind())) {
      return super.handle(request, response, callback);
    }
    PlantedFault planted = fault.planted();
    exchange.plantedFault(planted.name());
    faults.struck(fault);
    Response marked = new MarkedResponse(request, response, planted.name());
    switch (planted.kind()) {
      case FaultKind.Latency(Duration delay) -> delay(request, marked, callback, delay);
      case FaultKind.Abort(int status) -> throw aborted(planted, status);
      case FaultKind.Reset _ -> breakOff(request, callback);
      case FaultKind.Bandwidth(long bytesPerSecond) -> {
        // Behind a handshake come no answer's bytes.
        Response paced =
            exchange.handshake() != null
                ? marked
                : new PacedResponse(
                    request, marked, bytesPerSecond, () -> fault.isOn(faults.now()));
        return super.handle(request, paced, callback);
      }
    }
    return true;
  }

  private @Nullable ActiveFault befalling(FaultPlan plan, Request request, Exchange exchange) {
    if (plan.hasEnded(faults.now())) {
      faults.forgetEnded();
    }
    return exchange.match() instanceof Match.Found found
        ? plan.befalling(
            found.route().id(), WireHead.of(request, exchange.path()), faults.now(), draw)
        : null;
  }

  private boolean hasRoom(FaultKind kind) {
    if (!(kind instanceof FaultKind.Latency)) {
      return true;
    }
    if (delayed.incrementAndGet() <= DELAYED_MAX) {
      return true;
    }
    delayed.decrementAndGet();
    return false;
  }

  private void delay(Request request, Response response, Callback callback, Duration delay) {
    NextStep onward = () -> super.handle(request, response, callback);
    new DelayedRequest(request, callback, onward, delayed::decrementAndGet).start(delay);
  }

  private static Failure aborted(PlantedFault fault, int status) {
    return Failure.ours(
        Problem.of(
            ProxyProblems.plantedFault(status),
            "the fault '" + fault.name() + "' is planted here until " + fault.until()),
        null);
  }

  private static void breakOff(Request request, Callback callback) {
    ClientEndPoint.of(request)
        .ifPresentOrElse(ClientEndPoint::breakOff, () -> BrokenStream.reset(request));
    // Nobody is there to be told: no problem is written.
    callback.failed(new EofException("a planted fault broke the connection"));
  }
}
