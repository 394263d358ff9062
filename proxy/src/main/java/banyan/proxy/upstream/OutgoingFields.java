package banyan.proxy.upstream;

import banyan.proxy.Exchange;
import banyan.proxy.HopByHop;
import banyan.proxy.InternalFields;
import banyan.proxy.Via;
import banyan.wire.Fields;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.http.HttpVersion;
import org.eclipse.jetty.server.Request;
import org.jspecify.annotations.Nullable;

/** Which fields pass this hop, in both directions. Pure functions. */
final class OutgoingFields {
  private static final Pattern HOPS = Pattern.compile("\\d{1,9}");

  /** More than any request takes. */
  private static final long HOPS_UNCOUNTED = Long.MAX_VALUE;

  private OutgoingFields() {}

  /** What an upstream is told of a request. */
  static HttpFields.Mutable toUpstream(Request request, Exchange exchange, Via via) {
    HttpFields received = request.getHeaders();
    HttpFields.Mutable fields = known(received, exchange, () -> authority(request));
    if (HopByHop.takesTrailers(received)) {
      fields.put(HttpHeader.TE, "trailers");
      fields.put(HttpHeader.CONNECTION, "TE");
    }
    // This hop answers 100 by itself as soon as the body may come.
    fields.remove(HttpHeader.EXPECT);
    long hops = hopsLeft(request);
    if (hops < HOPS_UNCOUNTED) {
      fields.put(HttpHeader.MAX_FORWARDS, String.valueOf(hops - 1));
    }
    via.append(fields, request.getConnectionMetaData().getHttpVersion());
    return fields;
  }

  /** What every hop passes on, and what we know of the request ourselves. */
  static HttpFields.Mutable known(
      HttpFields received, Exchange exchange, Supplier<String> authority) {
    HttpFields.Mutable fields = HopByHop.without(received);
    // The ingress has removed the client's copies; what stands here now is ours.
    exchange.chain().putInto(fields);
    fields.put(Fields.REQUEST_ID, exchange.requestId());
    if (exchange.signedCaller() != null) {
      fields.put(Fields.CALLER, exchange.signedCaller());
    }
    if (!exchange.chain().host().isEmpty() && !fields.contains(HttpHeader.HOST)) {
      fields.put(HttpHeader.HOST, authority.get());
    }
    return fields;
  }

  /**
   * How many more hops a request may take (RFC 9110 section 7.6.2): for OPTIONS as its field says;
   * {@link #HOPS_UNCOUNTED} for others, and for a field that is no number or beyond any route.
   */
  static long hopsLeft(Request request) {
    String value = request.getHeaders().get(HttpHeader.MAX_FORWARDS);
    boolean isCounted = request.getMethod().equals("OPTIONS") && value != null;
    return isCounted && HOPS.matcher(value).matches() ? Long.parseLong(value) : HOPS_UNCOUNTED;
  }

  /** Whether an answer has no body and does not say how long that of GET would be. */
  static boolean leavesLengthUnsaid(Request request, int status, HttpFields answer) {
    boolean hasNoBody = request.getMethod().equals("HEAD") || status == HttpStatus.NOT_MODIFIED_304;
    return hasNoBody && !answer.contains(HttpHeader.CONTENT_LENGTH);
  }

  /** What a client is told of an answer. */
  static HttpFields.Mutable toClient(
      int status, HttpFields received, HttpVersion version, Via via) {
    HttpFields.Mutable fields =
        HopByHop.without(
            received, field -> !InternalFields.isInternal(InternalFields.canonical(field)));
    if (status == HttpStatus.NO_CONTENT_204 || HttpStatus.isInterim(status)) {
      // It has no body, and may not say how long (RFC 9110 section 8.6).
      fields.remove(HttpHeader.CONTENT_LENGTH);
    }
    via.append(fields, version);
    return fields;
  }

  /** Puts the fields of an answer into the response, which holds our request id and date. */
  static void apply(HttpFields fields, HttpFields.Mutable response) {
    for (HttpField field : fields) {
      if (field.getHeader() == HttpHeader.DATE) {
        // The server's own date can be replaced and not removed: adding would make two.
        response.put(field);
      } else if (!field.is(Fields.REQUEST_ID)) {
        response.add(field);
      }
    }
  }

  /**
   * Whether an answer may have trailers, and its client takes them (RFC 9110 section 6.5): one in
   * chunks may, whether it has announced them or not.
   */
  static boolean passesTrailers(Request request, HttpFields answer) {
    boolean isClientWilling =
        request.getConnectionMetaData().getHttpVersion() == HttpVersion.HTTP_2
            || HopByHop.takesTrailers(request.getHeaders());
    boolean mayHaveThem =
        answer.contains(HttpHeader.TRANSFER_ENCODING) && !request.getMethod().equals("HEAD");
    return isClientWilling && mayHaveThem;
  }

  /** The trailers that may pass: nothing that frames, routes or identifies. */
  static @Nullable HttpFields trailers(@Nullable HttpFields received) {
    if (received == null) {
      return null;
    }
    return HopByHop.without(received, field -> !HopByHop.isProtected(field.getName()));
  }

  /** The authority that was asked; empty where none was named. */
  static String authority(Request request) {
    String authority = request.getHttpURI().getAuthority();
    return authority == null ? "" : authority;
  }
}
