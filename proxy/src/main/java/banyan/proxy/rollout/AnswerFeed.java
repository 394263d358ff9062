package banyan.proxy.rollout;

import banyan.proxy.Exchange;
import banyan.proxy.gate.Identity;
import banyan.proxy.gate.Outcome;
import banyan.proxy.migration.SideChoice;
import java.time.InstantSource;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.RequestLog;
import org.eclipse.jetty.server.Response;

/**
 * Tells the gates of each request that ends at a canary. A request without a migration costs a null
 * check. Any thread; never blocks.
 */
public final class AnswerFeed implements RequestLog {
  private final ReportQueue queue;
  private final InstantSource clock;

  AnswerFeed(ReportQueue queue, InstantSource clock) {
    this.queue = queue;
    this.clock = clock;
  }

  @Override
  public void log(Request request, Response response) {
    Exchange exchange = Exchange.find(request).orElse(null);
    SideChoice choice = exchange == null ? null : exchange.side();
    if (exchange == null
        || choice == null
        || choice.identity() == null
        || !Answers.isSample(choice, exchange.plantedFault())) {
      return;
    }
    Outcome outcome = Answers.outcome(choice, exchange, response.getStatus());
    queue.put(
        new Report.Answered(
            choice.migration().name(),
            choice.migration().revision(),
            Answers.side(choice),
            Identity.of(choice.identity().value()),
            outcome,
            clock.millis(),
            isStream(exchange, response) ? Double.NaN : latencyMillis(request)));
  }

  /** From the end of the request's head to the end of the answer's body. */
  private static double latencyMillis(Request request) {
    long nanos = System.nanoTime() - request.getHeadersNanoTime();
    return Math.max(0, (double) nanos / TimeUnit.MILLISECONDS.toNanos(1));
  }

  /** Whether it lasts as long as somebody listens. */
  private static boolean isStream(Exchange exchange, Response response) {
    String type = response.getHeaders().get(HttpHeader.CONTENT_TYPE);
    return exchange.handshake() != null || (type != null && type.startsWith("text/event-stream"));
  }
}
