package banyan.proxy.upstream;

import banyan.proxy.Exchange;
import banyan.proxy.Via;
import banyan.wire.Fields;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpVersion;
import org.eclipse.jetty.server.Request;
import org.jspecify.annotations.Nullable;

/**
 * What is kept of a safe request, so that it can be sent once more when it has its answer. A copy
 * asks for the whole and present answer, whatever its original knew already, and has a name of its
 * own. Immutable, but for the exchange that it was taken from.
 *
 * @param exchange what the steps knew of it
 * @param received its fields, without those that are internal
 * @param authority that was asked; empty where none was named
 * @param query as it came; null without one
 * @param version in which it came
 */
public record Copy(
    String method,
    Exchange exchange,
    HttpFields received,
    String authority,
    @Nullable String query,
    HttpVersion version) {
  /** What the name of a copy ends in, behind that of its original. */
  public static final String NAME_END = "~copy";

  /** A name is cut to fit the limit of names (128) with its end. */
  private static final int NAME_MAX = 128;

  /** What makes an answer depend on what the asker has already (RFC 9110 sections 13 and 14). */
  private static final List<HttpHeader> CONDITIONS =
      List.of(
          HttpHeader.IF_MATCH,
          HttpHeader.IF_NONE_MATCH,
          HttpHeader.IF_MODIFIED_SINCE,
          HttpHeader.IF_UNMODIFIED_SINCE,
          HttpHeader.IF_RANGE,
          HttpHeader.RANGE);

  /** Keeps what a copy needs; the request may go then. */
  public static Copy of(Request request, Exchange exchange) {
    return new Copy(
        request.getMethod(),
        exchange,
        request.getHeaders(),
        OutgoingFields.authority(request),
        request.getHttpURI().getQuery(),
        request.getConnectionMetaData().getHttpVersion());
  }

  /** Whether an answer is a stream of events (HTML, section 9.2), which may have no end. */
  public static boolean isStreamOfEvents(HttpFields answer) {
    String type = answer.get(HttpHeader.CONTENT_TYPE);
    return type != null && type.toLowerCase(Locale.ROOT).startsWith("text/event-stream");
  }

  /** How logs of the other side name it. */
  public String name() {
    String name = exchange.requestId();
    int kept = Math.min(name.length(), NAME_MAX - NAME_END.length());
    return name.substring(0, kept) + NAME_END;
  }

  /** Path and query, as local code sees them. */
  public String target() {
    return query == null ? exchange.path() : exchange.path() + "?" + query;
  }

  /**
   * The fields for an upstream, before its adapter edits them.
   *
   * @param caller the signed caller; null where it learns nothing of ours
   * @param mark the value of {@code Banyan-Shadow}
   */
  HttpFields.Mutable fields(@Nullable String caller, String mark, Duration timeout, Via via) {
    HttpFields.Mutable fields = OutgoingFields.known(received, exchange, () -> authority);
    CONDITIONS.forEach(fields::remove);
    fields.remove(HttpHeader.EXPECT);
    fields.put(Fields.REQUEST_ID, name());
    fields.put(Fields.SHADOW, mark);
    fields.put(Fields.DEADLINE, timeout.toMillis());
    if (caller == null) {
      fields.remove(Fields.CALLER);
    } else {
      fields.put(Fields.CALLER, caller);
    }
    via.append(fields, version);
    return fields;
  }

  /** The fields for local code, which sees a request as it came. */
  HttpFields.Mutable fieldsHere(String key) {
    HttpFields.Mutable fields = HttpFields.build(received);
    CONDITIONS.forEach(fields::remove);
    fields.remove(HttpHeader.EXPECT);
    fields.remove(HttpHeader.CONNECTION);
    fields.remove(HttpHeader.UPGRADE);
    fields.remove(HttpHeader.TE);
    fields.remove(HttpHeader.CONTENT_LENGTH);
    if (!fields.contains(HttpHeader.HOST)) {
      fields.put(HttpHeader.HOST, authority);
    }
    fields.put(Fields.REQUEST_ID, name());
    fields.put(Fields.SHADOW, key);
    return fields;
  }
}
