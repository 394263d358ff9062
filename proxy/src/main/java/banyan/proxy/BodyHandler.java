package banyan.proxy;

import banyan.proxy.route.RouteTable;
import banyan.wire.Failure;
import banyan.wire.Problem;
import banyan.wire.Problems;
import java.util.function.LongSupplier;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/**
 * Holds a request's body to its route's limit: by {@code Content-Length} before a byte is read, by
 * counting where the length is not known, and by a lowest rate. Any thread.
 */
final class BodyHandler extends Handler.Wrapper {
  private final long rateMin;
  private final LongSupplier nanoTime;

  BodyHandler(Handler next, long rateMin, LongSupplier nanoTime) {
    super(next);
    this.rateMin = rateMin;
    this.nanoTime = nanoTime;
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) throws Exception {
    long max = bytesMax(request);
    if (max > 0 && request.getLength() > max) {
      throw tooLarge(max);
    }
    return super.handle(new LimitedBody(request, max, rateMin, nanoTime), response, callback);
  }

  static Failure tooLarge(long max) {
    return Failure.client(
            Problem.of(Problems.BODY_TOO_LARGE, "this route takes " + max + " bytes at most"))
        // What is on its way is not worth reading.
        .with("Connection", "close");
  }

  private static long bytesMax(Request request) {
    return Exchange.of(request).match() instanceof RouteTable.Match.Found found
        ? found.bodyBytesMax()
        : 0;
  }
}
