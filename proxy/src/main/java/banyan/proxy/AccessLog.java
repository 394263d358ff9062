package banyan.proxy;

import banyan.proxy.ingress.ClientEndPoint;
import banyan.proxy.ingress.RoundLog;
import banyan.proxy.migration.SideChoice;
import banyan.proxy.route.RouteTable;
import banyan.wire.Caller;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.Marker;
import org.slf4j.spi.LoggingEventBuilder;

/**
 * One line for each request, whatever became of it: key-values to the logger {@code banyan.access}.
 * Names what was asked and who answered; never a query's values, a field with credentials or a
 * body. Any thread.
 */
public final class AccessLog implements RoundLog {
  private static final Logger LOG = LoggerFactory.getLogger("banyan.access");

  /** A longer path is cut: the line names the request, it does not store it. */
  private static final int PATH_LENGTH_MAX = 1024;

  private final @Nullable Marker patient;
  private final Runnable flush;

  /** Hands each line over at once. */
  public AccessLog() {
    this(null, () -> {});
  }

  /**
   * Hands the lines of a round over together: to write a line costs a system call.
   *
   * @param patient marks a line that may wait for {@code flush}; null where none may
   */
  public AccessLog(@Nullable Marker patient, Runnable flush) {
    this.patient = patient;
    this.flush = flush;
  }

  @Override
  public void log(Request request, Response response) {
    if (!LOG.isInfoEnabled()) {
      return;
    }
    Marker mark = isWithinRound(request) ? patient : null;
    LoggingEventBuilder plain = LOG.atInfo();
    LoggingEventBuilder line =
        (mark == null ? plain : plain.addMarker(mark))
            .addKeyValue("method", request.getMethod())
            .addKeyValue("path", path(request))
            .addKeyValue("status", response.getStatus())
            .addKeyValue("bytes_in", Request.getContentBytesRead(request))
            .addKeyValue("bytes_out", Response.getContentBytesWritten(response))
            .addKeyValue("duration_ms", millis(request))
            .addKeyValue("protocol", request.getConnectionMetaData().getProtocol());
    Exchange exchange = Exchange.find(request).orElse(null);
    (exchange == null ? line : known(line, exchange)).log("request");
    if (mark != null && !isWithinRound(request)) {
      // Another thread has taken the selector over, and may be waiting already.
      flush.run();
    }
  }

  @Override
  public void roundEnded() {
    flush.run();
  }

  private static boolean isWithinRound(Request request) {
    return ClientEndPoint.of(request).filter(ClientEndPoint::isWithinRound).isPresent();
  }

  /** What the chain found out, as far as the request came. */
  private static LoggingEventBuilder known(LoggingEventBuilder line, Exchange exchange) {
    LoggingEventBuilder longer =
        line.addKeyValue("request_id", exchange.requestId())
            .addKeyValue("client", exchange.clientAddress());
    if (exchange.span().getSpanContext().isValid()) {
      longer = longer.addKeyValue("trace_id", exchange.span().getSpanContext().getTraceId());
    }
    if (exchange.match() instanceof RouteTable.Match.Found found) {
      longer = longer.addKeyValue("route", found.route().id());
    }
    SideChoice side = exchange.side();
    if (side != null) {
      longer =
          longer
              .addKeyValue("migration", side.migration().name())
              .addKeyValue("side", side.side().word())
              .addKeyValue("cohort", side.cohort().word());
    }
    longer = add(longer, "answered_by", exchange.answeredBy());
    longer = add(longer, "endpoint", exchange.endpoint());
    if (exchange.failure() != null) {
      longer = longer.addKeyValue("problem", exchange.failure().problem().type().name());
    }
    if (exchange.attempts() > 1) {
      longer = longer.addKeyValue("attempts", exchange.attempts());
    }
    longer = add(longer, "cause", exchange.upstreamError());
    longer = add(longer, "fault", exchange.plantedFault());
    if (exchange.isCopy()) {
      longer = longer.addKeyValue("copy", true);
    }
    Caller caller = exchange.caller();
    return caller == null
        ? longer
        : longer
            .addKeyValue("tenant", caller.tenant())
            .addKeyValue("principal", caller.principal());
  }

  private static LoggingEventBuilder add(
      LoggingEventBuilder line, String name, @Nullable String value) {
    return value == null ? line : line.addKeyValue(name, value);
  }

  private static String path(Request request) {
    String path = request.getHttpURI().getPath();
    String known = path == null ? "" : path;
    return known.length() > PATH_LENGTH_MAX ? known.substring(0, PATH_LENGTH_MAX) : known;
  }

  private static long millis(Request request) {
    return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - request.getBeginNanoTime());
  }
}
