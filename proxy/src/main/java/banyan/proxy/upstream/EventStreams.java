package banyan.proxy.upstream;

import banyan.proxy.ingress.ClientEndPoint;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpMethod;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.util.component.AbstractLifeCycle;
import org.eclipse.jetty.util.component.Graceful;

/**
 * The streams of events that are being copied. Such a stream has no end of its own, but its reader
 * comes back by itself (HTML, section 9.2.3): so when the server stops, each is ended between two
 * events, with a word on when to come back. Any thread.
 */
final class EventStreams extends AbstractLifeCycle implements Graceful {
  private final Set<AnswerCopy> open = ConcurrentHashMap.newKeySet();
  private volatile boolean isShutdown;

  /**
   * Watches the copy of an answer that is a stream of events asked for with GET; others have an end
   * to wait for. Before the copy begins.
   *
   * @param upstreamOver ends the upstream's side when the stream is ended here, or the client has
   *     left
   */
  void follow(
      Request request,
      int status,
      HttpFields answer,
      AnswerCopy copy,
      Consumer<Throwable> upstreamOver) {
    if (!isStream(request, status, answer)) {
      return;
    }
    copy.followEvents(upstreamOver);
    open.add(copy);
    Optional<ClientEndPoint> socket = ClientEndPoint.of(request);
    socket.ifPresent(client -> client.watchStream(upstreamOver));
    Request.addCompletionListener(
        request,
        _ -> {
          open.remove(copy);
          socket.ifPresent(ClientEndPoint::streamOver);
        });
    if (isShutdown) {
      copy.endBetweenEvents();
    }
  }

  @Override
  public CompletableFuture<Void> shutdown() {
    isShutdown = true;
    open.forEach(AnswerCopy::endBetweenEvents);
    return CompletableFuture.completedFuture(null);
  }

  @Override
  public boolean isShutdown() {
    return isShutdown;
  }

  /** Whether we may write into it: nobody has counted, coded or cut its bytes. */
  private static boolean isStream(Request request, int status, HttpFields answer) {
    return status == HttpStatus.OK_200
        && HttpMethod.GET.is(request.getMethod())
        && Copy.isStreamOfEvents(answer)
        && !answer.contains(HttpHeader.CONTENT_LENGTH)
        && !answer.contains(HttpHeader.CONTENT_ENCODING);
  }
}
