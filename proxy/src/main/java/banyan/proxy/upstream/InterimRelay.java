package banyan.proxy.upstream;

import org.eclipse.jetty.client.ProtocolHandler;
import org.eclipse.jetty.client.Request;
import org.eclipse.jetty.client.Response;
import org.eclipse.jetty.client.Result;
import org.eclipse.jetty.client.transport.HttpConversation;
import org.eclipse.jetty.client.transport.HttpExchange;
import org.eclipse.jetty.client.transport.HttpRequest;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpStatus;

/**
 * Takes interim answers (RFC 9110 section 15.2) out of the client's way: they are told to the
 * proxied request, and the exchange waits for its real answer. Any thread.
 */
final class InterimRelay implements ProtocolHandler {
  /** The request attribute that holds a {@link Listener}. */
  static final String LISTENER = Listener.class.getName();

  /** Hears interim answers. */
  @FunctionalInterface
  interface Listener {
    void interim(int status, HttpFields fields);
  }

  @Override
  public String getName() {
    return "interim";
  }

  @Override
  public boolean accept(Request request, Response response) {
    return HttpStatus.isInterim(response.getStatus());
  }

  @Override
  public Response.Listener getResponseListener() {
    return new InterimListener();
  }

  private static final class InterimListener implements Response.Listener {
    @Override
    public void onSuccess(Response response) {
      int status = response.getStatus();
      HttpFields fields = response.getHeaders().asImmutable();
      lastExchange(response).resetResponse();
      if (response.getRequest().getAttributes().get(LISTENER) instanceof Listener listener) {
        listener.interim(status, fields);
      }
    }

    @Override
    public void onFailure(Response response, Throwable failure) {
      HttpExchange exchange = lastExchange(response);
      exchange
          .getResponseListeners()
          .emitFailureComplete(
              new Result(exchange.getRequest(), exchange.getRequestFailure(), response, failure));
    }

    /** The exchange, with its own listeners put back in their place. */
    private static HttpExchange lastExchange(Response response) {
      HttpConversation conversation = ((HttpRequest) response.getRequest()).getConversation();
      conversation.updateResponseListeners(null);
      return conversation.getExchanges().getLast();
    }
  }
}
