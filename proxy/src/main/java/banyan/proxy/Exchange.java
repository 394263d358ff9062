package banyan.proxy;

import banyan.proxy.idempotency.KeyUse;
import banyan.proxy.migration.Brought;
import banyan.proxy.migration.Leading;
import banyan.proxy.migration.SideChoice;
import banyan.proxy.route.RouteTable;
import banyan.proxy.tunnel.WebSocketHandshake;
import banyan.wire.Caller;
import banyan.wire.Deadline;
import banyan.wire.Failure;
import io.opentelemetry.api.trace.Span;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.eclipse.jetty.server.Request;
import org.jspecify.annotations.Nullable;

/**
 * What the steps know of one request: opened by the ingress, filled by each, read by those behind
 * and by the access log. One thread at a time; a hand-over is a happens-before of Jetty's.
 */
public final class Exchange {
  private static final String ATTRIBUTE = Exchange.class.getName();
  private final String requestId;
  private final String clientAddress;
  private final String path;
  private final Span span;
  private String sentPath;
  private Deadline deadline;
  private @Nullable Deadline claimedDeadline;
  private @Nullable Deadline callerDeadline;
  private @Nullable ClientChain chain;
  private Claims claims = Claims.NONE;
  private boolean isCopy;
  private @Nullable String signedCaller;
  private RouteTable.@Nullable Match match;
  private @Nullable Caller caller;
  private @Nullable SideChoice side;
  private @Nullable Brought brought;
  private @Nullable Leading leading;
  private @Nullable KeyUse keyUse;
  private volatile boolean isWorkBegun;
  private @Nullable String answeredBy;
  private @Nullable Failure failure;
  private @Nullable String plantedFault;
  private volatile @Nullable String endpoint;
  private @Nullable String upstreamError;
  private volatile int attempts;
  private @Nullable WebSocketHandshake handshake;
  private @Nullable CompletableFuture<Void> tunnelEnd;

  public Exchange(
      String requestId, String clientAddress, String path, Deadline deadline, Span span) {
    this.requestId = requestId;
    this.clientAddress = clientAddress;
    this.path = path;
    this.sentPath = path;
    this.deadline = deadline;
    this.span = span;
  }

  /** The exchange of a request; throws IllegalStateException before the ingress opened one. */
  public static Exchange of(Request request) {
    return find(request)
        .orElseThrow(() -> new IllegalStateException("no exchange: the ingress step did not run"));
  }

  /** The exchange, if the ingress opened one: a request may fail before. */
  public static Optional<Exchange> find(Request request) {
    return Optional.ofNullable((Exchange) request.getAttribute(ATTRIBUTE));
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

  /** How the request came here; the peer alone, where the ingress found no more. */
  public ClientChain chain() {
    return chain == null ? new ClientChain(List.of(clientAddress), "http", "") : chain;
  }

  public void chain(ClientChain found) {
    chain = found;
  }

  /** The normalised path: what is routed and authorised. */
  public String path() {
    return path;
  }

  /** The path as an upstream gets it: as {@link #path}, but encoded slashes are as they came. */
  public String sentPath() {
    return sentPath;
  }

  public void sentPath(String path) {
    sentPath = path;
  }

  public Deadline deadline() {
    return deadline;
  }

  /** Shortens the time: somebody waits no longer than this. */
  public void limit(Deadline sooner) {
    deadline = deadline.orSooner(sooner);
  }

  /** When the sender of the request stops waiting, as it says itself; not believed yet. */
  public void claimedDeadline(Deadline claimed) {
    claimedDeadline = claimed;
  }

  /** The sender is one of ours, or a trusted peer: what it said about its deadline holds. */
  public void believeDeadline() {
    if (claimedDeadline != null) {
      callerDeadline = claimedDeadline;
      limit(claimedDeadline);
    }
  }

  /** When the sender of the request stops waiting; null where nobody said so. */
  public @Nullable Deadline callerDeadline() {
    return callerDeadline;
  }

  public Span span() {
    return span;
  }

  /** The internal fields that the request brought along, unverified. */
  public Claims claims() {
    return claims;
  }

  public void claims(Claims brought) {
    claims = brought;
  }

  /** Whether it is a copy of a request that has its answer: nobody waits for this one. */
  public boolean isCopy() {
    return isCopy;
  }

  public void markCopy() {
    isCopy = true;
  }

  /** The signed field that tells another process of ours who is calling; null when none does. */
  public @Nullable String signedCaller() {
    return signedCaller;
  }

  public void signedCaller(String value) {
    signedCaller = value;
  }

  /** What the table found; null before the route step. */
  public RouteTable.@Nullable Match match() {
    return match;
  }

  public void match(RouteTable.Match found) {
    match = found;
  }

  /** The verified caller; null before the identity step. */
  public @Nullable Caller caller() {
    return caller;
  }

  public void caller(Caller verified) {
    caller = verified;
  }

  /** Which side of a migration answers; null where nothing is migrated. */
  public @Nullable SideChoice side() {
    return side;
  }

  public void side(SideChoice chosen) {
    side = chosen;
  }

  /** What it brings along that a side of a migration minted; null where nobody was asked. */
  public @Nullable Brought brought() {
    return brought;
  }

  public void brought(Brought found) {
    brought = found;
  }

  /** Leads to one of the migration's sides instead; null where nothing is migrated. */
  public @Nullable Leading leading() {
    return leading;
  }

  public void leading(Leading way) {
    leading = way;
  }

  /** What the request's key allows; null where it has none that counts here. */
  public @Nullable KeyUse keyUse() {
    return keyUse;
  }

  public void keyUse(KeyUse use) {
    keyUse = use;
  }

  /** Whether somebody may have begun to work on the request: then its outcome is theirs to tell. */
  public boolean isWorkBegun() {
    return isWorkBegun;
  }

  public void workBegun() {
    isWorkBegun = true;
  }

  /** {@code local}, the name of an upstream, or {@code fallback}; null when nobody was asked. */
  public @Nullable String answeredBy() {
    return answeredBy;
  }

  public void answeredBy(String side) {
    answeredBy = side;
  }

  /** Which endpoint of the upstream was asked last; null where none was. */
  public @Nullable String endpoint() {
    return endpoint;
  }

  /** Notes that the request is sent to an endpoint; two attempts may begin at the same moment. */
  public synchronized void sentTo(String name) {
    endpoint = name;
    attempts++;
  }

  /** What the upstream did wrong, as an error type of RFC 9209, seen or not; null for nothing. */
  public @Nullable String upstreamError() {
    return upstreamError;
  }

  public void upstreamError(String type) {
    upstreamError = type;
  }

  /** How often the request was sent to an upstream; 0 where local code alone was asked. */
  public int attempts() {
    return attempts;
  }

  /** What the client asks for beside an answer: a WebSocket; null for an ordinary request. */
  public @Nullable WebSocketHandshake handshake() {
    return handshake;
  }

  public void handshake(WebSocketHandshake asked) {
    handshake = asked;
  }

  /** Done when the tunnel that the answer opened has ended; null where it opened none. */
  public @Nullable CompletableFuture<Void> tunnelEnd() {
    return tunnelEnd;
  }

  public void tunnelEnd(CompletableFuture<Void> end) {
    tunnelEnd = end;
  }

  /** The name of the planted fault that befell the request; null for none. */
  public @Nullable String plantedFault() {
    return plantedFault;
  }

  public void plantedFault(String name) {
    plantedFault = name;
  }

  /** Why the request ended in a problem of ours; null when it did not. */
  public @Nullable Failure failure() {
    return failure;
  }

  public void failure(Failure cause) {
    failure = cause;
  }
}
