package banyan.proxy.upstream;

import banyan.proxy.balance.ConnectionKey;
import banyan.proxy.balance.Probe;
import banyan.proxy.route.Balancing.HealthCheck;
import java.net.URI;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.eclipse.jetty.client.HttpClient;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpHeaderValue;
import org.jspecify.annotations.Nullable;

/**
 * Asks endpoints by GET, each time on a connection of its own: a kept one would show no more than
 * that it is still open. Its client starts with the first question. Any thread.
 */
public final class HttpProbe implements Probe {
  private static final int THREADS_MAX = 4;
  private static final int HEAD_BYTES_MAX = 16 * 1024;
  private static final String USER_AGENT = "banyan-health";

  private @Nullable HttpClient client;
  private boolean isClosed;

  @Override
  public void ask(URI origin, ConnectionKey key, HealthCheck check, Consumer<Boolean> told) {
    HttpClient asking = client();
    if (asking == null) {
      return;
    }
    int mark = check.path().indexOf('?');
    var question =
        new WireRequest(
            asking,
            origin,
            "GET",
            mark < 0 ? check.path() : check.path().substring(0, mark),
            mark < 0 ? null : check.path().substring(mark + 1));
    question.tag(key);
    question.timeout(check.timeout().toMillis(), TimeUnit.MILLISECONDS);
    question.headers(
        fields ->
            fields
                .put(HttpHeader.USER_AGENT, USER_AGENT)
                .put(HttpHeader.CONNECTION, HttpHeaderValue.CLOSE));
    // Without a listener for its content a body is read and dropped.
    question.send(
        result ->
            told.accept(result.isSucceeded() && check.isGood(result.getResponse().getStatus())));
  }

  @Override
  public synchronized void close() throws Exception {
    isClosed = true;
    if (client != null) {
      client.stop();
    }
  }

  /** Null when nobody asks any more. */
  private synchronized @Nullable HttpClient client() {
    if (client == null && !isClosed) {
      HttpClient first = SideClient.of("health", THREADS_MAX, HEAD_BYTES_MAX);
      SideClient.start(first);
      client = first;
    }
    return isClosed ? null : client;
  }
}
