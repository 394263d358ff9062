package banyan.proxy;

import banyan.proxy.route.RouteTable;
import banyan.wire.Caller;
import banyan.wire.Deadline;
import banyan.wire.Failure;
import io.opentelemetry.api.trace.Span;
import org.eclipse.jetty.server.Request;
import org.jspecify.annotations.Nullable;

/**
 * What the steps of the request path know of one request: opened by the ingress, filled by each
 * step, read by those behind it and by the access log. One thread at a time; a hand-over between
 * threads is a happens-before of Jetty's.
 */
public final class Exchange {
  private static final String ATTRIBUTE = Exchange.class.getName();

  private final String requestId;
  private final String clientAddress;
  private final String path;
  private final Deadline deadline;
  private final Span span;
  private RouteTable.@Nullable Match match;
  private @Nullable String claimedCaller;
  private @Nullable Caller caller;
  private @Nullable String answeredBy;
  private @Nullable Failure failure;

  public Exchange(
      String requestId, String clientAddress, String path, Deadline deadline, Span span) {
    this.requestId = requestId;
    this.clientAddress = clientAddress;
    this.path = path;
    this.deadline = deadline;
    this.span = span;
  }

  /** The exchange of a request; throws IllegalStateException before the ingress opened one. */
  public static Exchange of(Request request) {
    if (request.getAttribute(ATTRIBUTE) instanceof Exchange exchange) {
      return exchange;
    }
    throw new IllegalStateException("no exchange: the ingress step did not run");
  }

  public void attachTo(Request request) {
    request.setAttribute(ATTRIBUTE, this);
  }

  public String requestId() {
    return requestId;
  }

  /** The client's address, behind trusted peers as they report it. */
  public String clientAddress() {
    return clientAddress;
  }

  /** The normalised path: what is routed, authorised and forwarded. */
  public String path() {
    return path;
  }

  public Deadline deadline() {
    return deadline;
  }

  public Span span() {
    return span;
  }

  /** What the table found; null before the route step. */
  public RouteTable.@Nullable Match match() {
    return match;
  }

  public void match(RouteTable.Match found) {
    match = found;
  }

  /**
   * The value of the field {@code Banyan-Caller}, unverified; null when there was none. It travels
   * here because internal fields are removed from the request itself.
   */
  public @Nullable String claimedCaller() {
    return claimedCaller;
  }

  public void claimedCaller(String value) {
    claimedCaller = value;
  }

  /** The verified caller; null before the identity step. */
  public @Nullable Caller caller() {
    return caller;
  }

  public void caller(Caller verified) {
    caller = verified;
  }

  /** {@code local}, the name of an upstream, or {@code fallback}; null when nobody was asked. */
  public @Nullable String answeredBy() {
    return answeredBy;
  }

  public void answeredBy(String side) {
    answeredBy = side;
  }

  /** Why the request ended in a problem of ours; null when it did not. */
  public @Nullable Failure failure() {
    return failure;
  }

  public void failure(Failure cause) {
    failure = cause;
  }
}
