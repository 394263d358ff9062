package banyan.proxy.upstream;

import banyan.proxy.Exchange;
import banyan.proxy.balance.Pick;
import banyan.proxy.route.Upstream;
import banyan.wire.Deadline;
import banyan.wire.Fields;
import io.opentelemetry.api.trace.Span;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.server.Request;
import org.jspecify.annotations.Nullable;

/**
 * What an upstream is sent of a request, whichever endpoint gets it and however often.
 *
 * @param body null where the request has none
 * @param upgrade null where it asks for no WebSocket
 * @param stickiness what ties it to an endpoint
 * @param deadline when nobody waits any more; null where nobody said so
 */
record OutgoingRequest(
    Forwarder forwarder,
    Request request,
    Leg leg,
    @Nullable RequestBody body,
    @Nullable Upgrade upgrade,
    Stickiness stickiness,
    @Nullable Deadline deadline) {
  static OutgoingRequest of(
      Forwarder forwarder,
      Request request,
      Leg leg,
      @Nullable RequestBody body,
      @Nullable Upgrade upgrade) {
    Duration total = leg.upstream().timeouts().total();
    Deadline told = Exchange.of(request).callerDeadline();
    Deadline own = total.isZero() ? null : Deadline.in(total);
    Deadline deadline = told == null || own == null ? own : told.orSooner(own);
    return new OutgoingRequest(
        forwarder,
        request,
        leg,
        body,
        upgrade,
        Stickiness.of(leg.upstream().balancing().affinity(), request),
        deadline == null ? told : deadline);
  }

  /** Whether nobody waits any more. */
  boolean isTooLate() {
    return deadline != null && deadline.hasPassed();
  }

  /** Whether the sender of the request has stopped waiting, as it said. */
  boolean isCallerTooLate() {
    Deadline told = Exchange.of(request).callerDeadline();
    return told != null && told.hasPassed();
  }

  Upstream upstream() {
    return leg.upstream();
  }

  /** The span of one attempt. */
  Span span() {
    return forwarder
        .traces()
        .client(Exchange.of(request).span(), request.getMethod(), upstream().name());
  }

  /** The request as it goes to an endpoint now; not sent yet. */
  WireRequest to(Pick pick, Span span) {
    Exchange exchange = Exchange.of(request);
    var next =
        new WireRequest(
            forwarder.client(),
            pick.origin(),
            request.getMethod(),
            leg.path(exchange.sentPath()),
            request.getHttpURI().getQuery());
    HttpFields.Mutable fields = OutgoingFields.toUpstream(request, exchange, forwarder.via());
    leg.editRequest(fields);
    forwarder.traces().inject(span, fields);
    if (deadline != null) {
      fields.put(Fields.DEADLINE, deadline.millisLeft());
    }
    if (upgrade != null) {
      upgrade.ask(next, fields);
    }
    next.headers(headers -> headers.add(fields));
    next.tag(pick.connectionKey());
    if (body != null) {
      next.body(body);
      if (request.getLength() < 0) {
        next.trailersSupplier(() -> OutgoingFields.trailers(request.getTrailers()));
      }
    }
    next.idleTimeout(upstream().timeouts().idle().toMillis(), TimeUnit.MILLISECONDS);
    return next;
  }
}
