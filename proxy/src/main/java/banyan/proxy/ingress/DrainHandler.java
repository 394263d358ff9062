package banyan.proxy.ingress;

import banyan.proxy.Exchange;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.component.Graceful;
import org.jspecify.annotations.Nullable;

/**
 * Counts the requests in work, so that a stop can wait for them. Who still sends one on a
 * connection that is open is answered, not refused: it had no way to know. The server closes the
 * connection behind that answer and says so in it (RFC 9112 section 9.6; GOAWAY in HTTP/2). Any
 * thread.
 */
final class DrainHandler extends Handler.Wrapper implements Graceful {
  private final OpenConnections connections;
  private final FrameBudgets budgets;
  private final AtomicInteger inWork = new AtomicInteger();
  private final Graceful.Shutdown shutdown =
      new Graceful.Shutdown(this) {
        @Override
        public boolean isShutdownDone() {
          return inWork.get() == 0;
        }
      };

  DrainHandler(Handler next, OpenConnections connections, FrameBudgets budgets) {
    super(next);
    this.connections = connections;
    this.budgets = budgets;
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) throws Exception {
    inWork.incrementAndGet();
    Runnable unused = connections.began(request);
    Request.addCompletionListener(request, failure -> completed(request, failure, unused));
    return super.handle(request, response, callback);
  }

  @Override
  public CompletableFuture<Void> shutdown() {
    CompletableFuture<Void> drained = shutdown.shutdown();
    connections.letUnusedGo();
    return drained;
  }

  @Override
  public boolean isShutdown() {
    return shutdown.isShutdown();
  }

  private void completed(Request request, @Nullable Throwable failure, Runnable unused) {
    if (failure == null) {
      budgets.answered(request);
    }
    CompletableFuture<Void> tunnelEnd =
        Exchange.find(request).map(Exchange::tunnelEnd).orElse(null);
    if (tunnelEnd == null) {
      ended(unused);
      return;
    }
    // A tunnel works on behind the answer that opened it.
    var _ = tunnelEnd.whenComplete((done, cause) -> ended(unused));
  }

  private void ended(Runnable unused) {
    unused.run();
    inWork.decrementAndGet();
    shutdown.check();
  }
}
