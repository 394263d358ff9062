package banyan.proxy.upstream;

import java.nio.ByteBuffer;
import java.util.Map;
import org.eclipse.jetty.client.transport.HttpClientConnectionFactory;
import org.eclipse.jetty.client.transport.internal.HttpChannelOverHTTP;
import org.eclipse.jetty.client.transport.internal.HttpConnectionOverHTTP;
import org.eclipse.jetty.client.transport.internal.HttpReceiverOverHTTP;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.EndPoint;

/**
 * A connection to an upstream that ends with the first answer behind which more comes: who sends
 * more than was asked for may be out of step, and the rest would be somebody else's answer (RFC
 * 9112 section 9.2). The library drops the rest and uses the connection again, and has no setting
 * for it, hence these classes. They also tell a malformed body from one that ends too early.
 * Threads as the library's own.
 */
final class OneAnswerConnection extends HttpConnectionOverHTTP {
  private OneAnswerConnection(EndPoint endPoint, Map<String, Object> context) {
    super(endPoint, context);
  }

  @Override
  protected HttpChannelOverHTTP newHttpChannel() {
    return new Channel(this);
  }

  /** Makes such connections. */
  static final class Factory extends HttpClientConnectionFactory {
    @Override
    public Connection newConnection(EndPoint endPoint, Map<String, Object> context) {
      return customize(new OneAnswerConnection(endPoint, context), context);
    }
  }

  private static final class Channel extends HttpChannelOverHTTP {
    Channel(HttpConnectionOverHTTP connection) {
      super(connection);
    }

    @Override
    protected HttpReceiverOverHTTP newHttpReceiver() {
      return new Receiver(this);
    }
  }

  private static final class Receiver extends HttpReceiverOverHTTP {
    private boolean hasExcess;

    Receiver(HttpChannelOverHTTP channel) {
      super(channel);
    }

    @Override
    public boolean messageComplete() {
      boolean isExpected = super.messageComplete();
      if (isExpected && !isFollowed()) {
        ByteBuffer rest = getResponseBuffer();
        hasExcess = rest != null && rest.hasRemaining();
      }
      return isExpected;
    }

    /**
     * The library says so of every defect behind the head, and of a body that is cut off: only in
     * the second case has the upstream ended.
     */
    @Override
    public void earlyEOF() {
      boolean isEnded = getHttpChannel().getHttpConnection().getEndPoint().isInputShutdown();
      if (isEnded || getHttpExchange() == null) {
        super.earlyEOF();
      } else {
        failAndClose(new UpstreamFailure.Ended(UpstreamFailure.CODING));
      }
    }

    /** The library closes a connection whose receiver is shut down, when the exchange is over. */
    @Override
    protected boolean isShutdown() {
      return hasExcess || super.isShutdown();
    }

    /** Whether more may come: the answer itself, or the bytes of a tunnel. */
    private boolean isFollowed() {
      var exchange = getHttpExchange();
      return exchange != null && HttpStatus.isInformational(exchange.getResponse().getStatus());
    }
  }
}
