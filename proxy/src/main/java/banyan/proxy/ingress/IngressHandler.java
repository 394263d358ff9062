package banyan.proxy.ingress;

import banyan.proxy.ClaimedCall;
import banyan.proxy.Claims;
import banyan.proxy.ClientChain;
import banyan.proxy.Exchange;
import banyan.proxy.HopByHop;
import banyan.proxy.ProxyProblems;
import banyan.proxy.Traces;
import banyan.proxy.Via;
import banyan.proxy.tunnel.WebSocketHandshake;
import banyan.wire.Deadline;
import banyan.wire.Failure;
import banyan.wire.Fields;
import banyan.wire.Problem;
import banyan.wire.Problems;
import io.opentelemetry.api.trace.Span;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.http.HttpVersion;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/**
 * The first step: opens the exchange, and refuses what must not go further. Behind it a request has
 * a name, a believed client, one path for everybody, and none of our own fields. Any thread.
 */
public final class IngressHandler extends Handler.Wrapper {
  /** Fields whose second line would be read by one server and not by the next. */
  private static final List<String> SINGLETONS =
      List.of("Host", "Content-Length", "Content-Type", "Authorization", Fields.IDEMPOTENCY_KEY);

  private static final int ASCII_MAX = 0x7E;

  /** Nobody needs more; each costs work at every hop, however short it is. */
  private static final int FIELDS_MAX = 200;

  /** What a route may name; for `OPTIONS *`, which asks about no route. */
  private static final String METHODS = "GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS";

  private static final Pattern LENGTH = Pattern.compile("\\d{1,18}");

  /** What each field of a list counts beside its bytes (RFC 9113 section 6.5.2). */
  private static final int FIELD_OVERHEAD = 32;

  private static final List<HttpHeader> CONNECTION_FIELDS =
      List.of(
          HttpHeader.TRANSFER_ENCODING,
          HttpHeader.UPGRADE,
          HttpHeader.CONNECTION,
          HttpHeader.PROXY_CONNECTION,
          HttpHeader.KEEP_ALIVE);

  private final TrustedPeers trusted;
  private final ChainReader chains;
  private final TargetRules target;
  private final Via via;
  private final Traces traces;
  private final Duration deadline;
  private final long headBytesMax;

  public IngressHandler(
      Handler next,
      TrustedPeers trusted,
      ServedHosts hosts,
      Via via,
      Traces traces,
      Duration deadline,
      long headBytesMax) {
    super(next);
    this.trusted = trusted;
    this.chains = new ChainReader(trusted);
    this.target = new TargetRules(hosts, trusted);
    this.via = via;
    this.traces = traces;
    this.deadline = deadline;
    this.headBytesMax = headBytesMax;
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) throws Exception {
    String raw = request.getHttpURI().getPath();
    NormalPath path = NormalPath.of(raw == null ? "" : raw);
    Exchange exchange = open(request, path);
    response.getHeaders().put(Fields.REQUEST_ID, exchange.requestId());
    // Waiting for an upstream or for local code is bounded by their own limits; only a client that
    // is being read from or written to may be too slow.
    request.addIdleTimeoutListener(timeout -> false);
    Callback closing = traces.ending(exchange.span(), response, callback);
    try {
      WebSocketHandshake.of(request).ifPresent(exchange::handshake);
      refuse(request, path);
      if (exchange.path().equals("*")) {
        response.setStatus(HttpStatus.NO_CONTENT_204);
        response.getHeaders().put(HttpHeader.ALLOW, METHODS);
        closing.succeeded();
        return true;
      }
      return super.handle(new AdmittedRequest(request, exchange), response, closing);
    } catch (Exception e) {
      closing.failed(e);
      return true;
    }
  }

  private Exchange open(Request request, NormalPath path) {
    HttpFields fields = request.getHeaders();
    ClientChain chain = chains.read(request);
    Span span = traces.server(request);
    NormalPath.Normal known =
        switch (path) {
          case NormalPath.Normal normal -> normal;
          case NormalPath.Refused _ -> new NormalPath.Normal("");
        };
    var exchange =
        new Exchange(
            RequestId.of(fields.get(Fields.REQUEST_ID)),
            chain.client(),
            known.path(),
            Deadline.in(deadline),
            span);
    exchange.sentPath(known.sent());
    exchange.chain(chain);
    String call = fields.get(Fields.CALL);
    exchange.claims(
        new Claims(
            fields.get(Fields.CALLER),
            call == null ? null : new ClaimedCall(call, fields.get(Fields.DEADLINE)),
            fields.get(Fields.SHADOW)));
    String millisLeft = fields.get(Fields.DEADLINE);
    if (millisLeft != null) {
      Deadline.ofMillisLeft(millisLeft).ifPresent(exchange::claimedDeadline);
      if (trusted.contains(IpLiteral.bare(Request.getRemoteAddr(request)))) {
        exchange.believeDeadline();
      }
    }
    exchange.attachTo(request);
    return exchange;
  }

  private void refuse(Request request, NormalPath path) {
    String method = request.getMethod();
    boolean isTunnel = method.equals("CONNECT") && Exchange.of(request).handshake() == null;
    if (isTunnel || method.equals("TRACE")) {
      throw ClientFailure.failure(ProxyProblems.METHOD_REFUSED, method + " is refused here");
    }
    if (path instanceof NormalPath.Refused refused) {
      throw malformed(refused.reason());
    }
    String query = request.getHttpURI().getQuery();
    if (query != null && query.chars().anyMatch(c -> c > ASCII_MAX)) {
      // The parser has read it as some character set; the next hop would get other bytes.
      throw malformed("the query has a character that must be escaped");
    }
    HttpFields fields = request.getHeaders();
    if (fields.size() > FIELDS_MAX) {
      throw ClientFailure.withStatus(431).with("Connection", "close");
    }
    refuseHttp2(request);
    TransferCodings.check(fields, request.getConnectionMetaData().getHttpVersion());
    target.check(request);
    String repeated = repeated(fields);
    if (repeated != null) {
      throw malformed(repeated + " comes more than once");
    }
    HopByHop.protectedNomination(fields)
        .ifPresent(
            name -> {
              throw malformed("Connection names " + name + ", which must reach the next hop");
            });
    if (via.isLoop(fields)) {
      throw Failure.ours(
              Problem.of(ProxyProblems.LOOP_DETECTED, "the field Via shows this proxy already"),
              null)
          .with(Fields.PROXY_STATUS, "banyan; error=proxy_loop_detected");
    }
  }

  /** HTTP/2 frames and connects by itself: fields about that mean to reach whoever is behind us. */
  private void refuseHttp2(Request request) {
    if (request.getConnectionMetaData().getHttpVersion() != HttpVersion.HTTP_2) {
      return;
    }
    HttpFields fields = request.getHeaders();
    if (listBytes(fields) > headBytesMax) {
      throw ClientFailure.withStatus(431);
    }
    if (request.getHttpURI().getAuthority() == null && !fields.contains(HttpHeader.HOST)) {
      throw malformed("neither :authority nor Host says whom the request is for");
    }
    String length = fields.get(HttpHeader.CONTENT_LENGTH);
    if (length != null && !LENGTH.matcher(length).matches()) {
      // The library reads a sign, which the next hop may take for another number.
      throw malformed("Content-Length is no number (RFC 9110 section 8.6)");
    }
    for (HttpHeader name : CONNECTION_FIELDS) {
      if (fields.contains(name)) {
        throw malformed("HTTP/2 has no " + name + " (RFC 9113 section 8.2.2)");
      }
    }
  }

  /** The size of a list of fields as RFC 9113 section 6.5.2 counts it. */
  private static long listBytes(HttpFields fields) {
    long bytes = 0;
    for (HttpField field : fields) {
      String value = field.getValue();
      bytes += field.getName().length() + (value == null ? 0 : value.length()) + FIELD_OVERHEAD;
    }
    return bytes;
  }

  /** The name of the first field that comes twice though it may not; null where none does. */
  private static @Nullable String repeated(HttpFields fields) {
    int seen = 0;
    for (HttpField field : fields) {
      int place = place(field);
      int bit = place < 0 ? 0 : 1 << place;
      if ((seen & bit) != 0) {
        return SINGLETONS.get(place);
      }
      seen |= bit;
    }
    return null;
  }

  /** Where a field stands among the {@link #SINGLETONS}; -1 where it does not. */
  private static int place(HttpField field) {
    return switch (field.getHeader()) {
      case HOST -> 0;
      case CONTENT_LENGTH -> 1;
      case CONTENT_TYPE -> 2;
      case AUTHORIZATION -> 3;
      case null -> field.is(Fields.IDEMPOTENCY_KEY) ? 4 : -1;
      default -> -1;
    };
  }

  private static Failure malformed(String detail) {
    return Failure.client(Problem.of(Problems.MALFORMED_REQUEST, detail));
  }
}
