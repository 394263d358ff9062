package banyan.proxy.migration;

import banyan.proxy.Exchange;
import banyan.wire.Failure;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.metrics.LongCounter;
import io.opentelemetry.api.metrics.Meter;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.RequestLog;
import org.eclipse.jetty.server.Response;

/**
 * Counts the requests of each migration by side, cohort and outcome. A request that the old side
 * answered because the new one failed counts for the new one, as {@code fallback}. Any thread.
 */
public final class MigrationFigures implements RequestLog {
  private static final AttributeKey<String> MIGRATION = AttributeKey.stringKey("banyan.migration");
  private static final AttributeKey<String> SIDE = AttributeKey.stringKey("side");
  private static final AttributeKey<String> COHORT = AttributeKey.stringKey("cohort");
  private static final AttributeKey<String> OUTCOME = AttributeKey.stringKey("outcome");

  private final LongCounter requests;

  public MigrationFigures(Meter meter) {
    requests =
        meter
            .counterBuilder("banyan.migration.requests")
            .setUnit("{request}")
            .setDescription("Requests of a migration, by side, cohort and outcome")
            .build();
  }

  @Override
  public void log(Request request, Response response) {
    Exchange exchange = Exchange.find(request).orElse(null);
    SideChoice choice = exchange == null ? null : exchange.side();
    if (exchange != null && choice != null) {
      count(choice, outcome(exchange, choice, response.getStatus()));
    }
  }

  /**
   * Counts one request.
   *
   * @param outcome {@code answered}, {@code failed}, {@code refused} or {@code fallback}
   */
  public void count(SideChoice choice, String outcome) {
    requests.add(
        1,
        Attributes.of(
            MIGRATION,
            choice.migration().name(),
            SIDE,
            choice.side().word(),
            COHORT,
            choice.cohort().word(),
            OUTCOME,
            outcome));
  }

  private static String outcome(Exchange exchange, SideChoice choice, int status) {
    String asked = choice.migration().destination(choice.side());
    String answered = exchange.answeredBy();
    if (answered != null && !answered.equals(asked)) {
      return "fallback";
    }
    Failure failure = exchange.failure();
    boolean isOurs = failure != null && failure.fault() != Failure.Fault.CLIENT;
    if (answered == null && failure != null && !isOurs) {
      return "refused";
    }
    return isOurs || status >= 500 ? "failed" : "answered";
  }
}
