package banyan.proxy.artefact;

import banyan.proxy.Exchange;
import banyan.proxy.NextStep;
import banyan.proxy.ProxyProblems;
import banyan.proxy.ProxySettings;
import banyan.proxy.adapt.JsonBody;
import banyan.proxy.route.RouteTable.Match;
import banyan.wire.ByteBudget;
import banyan.wire.CallAddress;
import banyan.wire.Failure;
import banyan.wire.Problem;
import banyan.wire.Settings;
import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpVersion;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.BufferUtil;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.Invocable;

/**
 * The step that holds a JSON body until it is whole, where the route declares that it brings a
 * handle: what stands in it chooses the side. It stands before the one that chooses, and behind the
 * one that holds bodies to their size and rate. A body of more than the size that adapters
 * translate streams on, and the client's identity chooses. Any thread; never blocks.
 */
public final class HoldingHandler extends Handler.Wrapper {
  private static final String PURPOSE = "artefacts";
  private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

  private final BooleanSupplier isMigrating;
  private final int bytesMax;
  private final ByteBudget budget;

  /**
   * A step before the one that chooses the side.
   *
   * @param isMigrating whether anything is migrated
   * @param budget of the bytes that the process holds for all requests
   */
  public HoldingHandler(
      BooleanSupplier isMigrating, Settings settings, ByteBudget budget, Handler next) {
    super(next);
    this.isMigrating = isMigrating;
    this.bytesMax = Math.toIntExact(settings.get(ProxySettings.ADAPT_BYTES));
    this.budget = budget;
  }

  @Override
  public InvocationType getInvocationType() {
    return InvocationType.NON_BLOCKING;
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) throws Exception {
    if (!isMigrating.getAsBoolean() || !isLookedAt(request)) {
      return super.handle(request, response, callback);
    }
    long length = request.getLength();
    ByteBudget.Lease lease =
        budget
            .take(PURPOSE, length < 0 ? bytesMax : length)
            .orElseThrow(HoldingHandler::overloaded);
    try {
      new Collection(request, response, Callback.from(callback, lease::close), lease).run();
    } catch (RuntimeException | Error e) {
      lease.close();
      throw e;
    }
    return true;
  }

  private boolean isLookedAt(Request request) {
    Exchange exchange = Exchange.of(request);
    return exchange.match() instanceof Match.Found found
        && found.route().artefacts().areInBodies()
        && request.getAttribute(CallAddress.ATTRIBUTE) == null
        && exchange.handshake() == null
        && mayHaveBody(request)
        && request.getLength() <= bytesMax
        && JsonBody.isNamedBy(request.getHeaders())
        && !request.getHeaders().contains(HttpHeader.CONTENT_ENCODING);
  }

  /** HTTP/2 need not declare a body. */
  private static boolean mayHaveBody(Request request) {
    return request.getLength() > 0
        || request.getHeaders().contains(HttpHeader.TRANSFER_ENCODING)
        || (request.getLength() < 0
            && request.getConnectionMetaData().getHttpVersion() == HttpVersion.HTTP_2);
  }

  private void goOn(Request request, Response response, Callback callback) {
    NextStep.answer(callback, () -> super.handle(request, response, callback));
  }

  private static Failure overloaded() {
    return Failure.ours(
            Problem.of(ProxyProblems.OVERLOADED, "too many bodies with cursors are held"), null)
        .retryAfter(RETRY_AFTER);
  }

  /** A body on its way. It holds one chunk more than the limit at most. */
  private final class Collection implements Invocable.Task {
    private final Request request;
    private final Response response;
    private final Callback callback;
    private final ByteBudget.Lease lease;
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    Collection(Request request, Response response, Callback callback, ByteBudget.Lease lease) {
      this.request = request;
      this.response = response;
      this.callback = callback;
      this.lease = lease;
    }

    @Override
    public InvocationType getInvocationType() {
      return InvocationType.NON_BLOCKING;
    }

    @Override
    public void run() {
      while (true) {
        Content.Chunk chunk = request.read();
        if (chunk == null) {
          request.demand(this);
          return;
        }
        if (Content.Chunk.isFailure(chunk)) {
          if (!chunk.isLast()) {
            request.fail(chunk.getFailure());
          }
          callback.failed(chunk.getFailure());
          return;
        }
        bytes.writeBytes(BufferUtil.toArray(chunk.getByteBuffer()));
        boolean isLast = chunk.isLast();
        chunk.release();
        if (isLast || bytes.size() > bytesMax) {
          lease.keep(bytes.size());
          // What is read to its end without a byte stays there to be read again.
          boolean isEmpty = bytes.size() == 0;
          goOn(
              isEmpty ? request : new HeldBody(request, bytes.toByteArray(), isLast),
              response,
              callback);
          return;
        }
      }
    }
  }
}
