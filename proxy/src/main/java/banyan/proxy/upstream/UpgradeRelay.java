package banyan.proxy.upstream;

import org.eclipse.jetty.client.ProtocolHandler;
import org.eclipse.jetty.client.Request;
import org.eclipse.jetty.client.Response;
import org.eclipse.jetty.client.Result;
import org.eclipse.jetty.client.transport.HttpConversation;
import org.eclipse.jetty.client.transport.HttpRequest;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.io.EndPoint;

/**
 * Hands the connection of a 101 to the request that asked for it (RFC 9110 section 7.8). Without
 * such a request a 101 is an answer like others, and a defect. Any thread.
 */
final class UpgradeRelay implements ProtocolHandler {
  /** The request attribute that holds a {@link Listener}. */
  static final String LISTENER = Listener.class.getName();

  /** Hears of the switch; the connection is out of the pool, and the listener's to close. */
  @FunctionalInterface
  interface Listener {
    void switched(Response answer, EndPoint connection);
  }

  @Override
  public String getName() {
    return "upgrade";
  }

  @Override
  public boolean accept(Request request, Response response) {
    return response.getStatus() == HttpStatus.SWITCHING_PROTOCOLS_101
        && request.getAttributes().get(LISTENER) instanceof Listener;
  }

  @Override
  public Response.Listener getResponseListener() {
    return new UpgradeListener();
  }

  private static final class UpgradeListener implements Response.Listener {
    @Override
    public void onComplete(Result result) {
      HttpConversation conversation = ((HttpRequest) result.getRequest()).getConversation();
      Object connection = conversation.getAttribute(EndPoint.class.getName());
      Object asked = result.getRequest().getAttributes().get(LISTENER);
      if (result.isSucceeded()
          && connection instanceof EndPoint endPoint
          && asked instanceof Listener listener) {
        listener.switched(result.getResponse(), endPoint);
        return;
      }
      conversation.updateResponseListeners(null);
      conversation.getResponseListeners().emitFailureComplete(result);
    }
  }
}
