package banyan.proxy.upstream;

import banyan.proxy.Via;
import java.util.concurrent.CompletableFuture;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpVersion;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;

/**
 * The interim answers of one request, on their way to its client (RFC 9110 section 15.2). One
 * thread at a time.
 */
final class InterimAnswers {
  /** More interim answers than this before the real one are a defect. */
  private static final int COUNT_MAX = 10;

  private final Request request;
  private final Response response;
  private final Via via;
  private int count;
  private CompletableFuture<Void> written = CompletableFuture.completedFuture(null);

  InterimAnswers(Request request, Response response, Via via) {
    this.request = request;
    this.response = response;
    this.via = via;
  }

  /** Relays one; false when there are too many. */
  boolean relay(int status, HttpFields fields) {
    if (++count > COUNT_MAX) {
      return false;
    }
    boolean isOld = request.getConnectionMetaData().getHttpVersion() == HttpVersion.HTTP_1_0;
    // 100 is not relayed: this hop answers the expectation by itself.
    if (!isOld && status != 100 && !response.isCommitted()) {
      HttpFields relayed =
          OutgoingFields.toClient(status, fields, HttpVersion.HTTP_1_1, via).asImmutable();
      written = written.thenCompose(before -> response.writeInterim(status, relayed));
    }
    return true;
  }

  /** Runs what comes behind them when they are out, at once where there are none. */
  void then(Runnable next) {
    if (count == 0) {
      next.run();
      return;
    }
    written = written.whenComplete((done, failure) -> next.run());
  }
}
