package banyan.proxy.upstream;

import java.net.URI;
import org.eclipse.jetty.client.HttpClient;
import org.eclipse.jetty.client.transport.HttpConversation;
import org.eclipse.jetty.client.transport.HttpRequest;
import org.jspecify.annotations.Nullable;

/**
 * A request as it goes on the wire: method, path and query exactly as given. The client's own class
 * sends them through {@link URI} and upper-cases the method; not every target that is legal on the
 * wire survives that, so this class inherits and answers for itself.
 */
final class WireRequest extends HttpRequest {
  private final String method;
  private final String path;
  private final @Nullable String query;

  WireRequest(HttpClient client, URI endpoint, String method, String path, @Nullable String query) {
    super(client, new HttpConversation(), endpoint);
    this.method = method;
    this.path = path;
    this.query = query;
  }

  @Override
  public String getMethod() {
    return method;
  }

  @Override
  public String getPath() {
    return path;
  }

  @Override
  public @Nullable String getQuery() {
    return query;
  }

  /** None: nothing may take the target apart again. */
  @Override
  public @Nullable URI getURI() {
    return null;
  }
}
