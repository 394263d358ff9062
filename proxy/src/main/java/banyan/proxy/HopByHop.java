package banyan.proxy;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;

/**
 * Fields that concern one connection and end at every hop (RFC 9110 section 7.6.1): a fixed set,
 * and whatever {@code Connection} names.
 */
public final class HopByHop {
  private static final Set<String> FIXED =
      Set.of(
          "connection",
          "keep-alive",
          "proxy-authenticate",
          "proxy-authentication-info",
          "proxy-authorization",
          "proxy-connection",
          "te",
          "transfer-encoding",
          "upgrade",
          "http2-settings");

  /** What nobody may take out of a request by naming it in {@code Connection}. */
  private static final Set<String> PROTECTED =
      Set.of(
          "authorization",
          "content-length",
          "content-type",
          "cookie",
          "forwarded",
          "host",
          "idempotency-key",
          "traceparent",
          "transfer-encoding",
          "tracestate",
          "via",
          "x-request-id");

  private HopByHop() {}

  /** A field that the request wants removed though it carries meaning for those behind us. */
  public static Optional<String> protectedNomination(HttpFields fields) {
    if (!fields.contains(HttpHeader.CONNECTION)) {
      return Optional.empty();
    }
    return nominated(fields).stream().filter(HopByHop::isProtected).findFirst();
  }

  /** Whether a field frames, routes or identifies: it may be neither nominated nor a trailer. */
  public static boolean isProtected(String name) {
    String canonical = InternalFields.canonical(name);
    return PROTECTED.contains(canonical)
        || InternalFields.isInternal(canonical)
        || InternalFields.isForwarding(canonical);
  }

  /** Whether a lower-case name ends at every hop by itself. */
  public static boolean isFixed(String name) {
    return FIXED.contains(name);
  }

  /** The fields that may go on to the next hop, in their order. */
  public static HttpFields.Mutable without(HttpFields fields) {
    return without(fields, _ -> true);
  }

  /** Those of them that pass a further test. */
  public static HttpFields.Mutable without(HttpFields fields, Predicate<HttpField> passes) {
    Set<String> named = fields.contains(HttpHeader.CONNECTION) ? nominated(fields) : Set.of();
    HttpFields.Mutable kept = HttpFields.build();
    for (HttpField field : fields) {
      String name = field.getLowerCaseName();
      if (!FIXED.contains(name) && !named.contains(name) && passes.test(field)) {
        kept.add(field);
      }
    }
    return kept;
  }

  /**
   * The elements of a list field, from all its lines. Quotes mean nothing here: a stray one must
   * not keep the rest from being read, and none of the lists that we read may quote a comma.
   */
  public static List<String> elements(HttpFields fields, HttpHeader name) {
    return lines(fields, name).stream()
        .flatMap(line -> Arrays.stream(line.split(",")))
        .map(String::strip)
        .filter(element -> !element.isEmpty())
        .toList();
  }

  /** The values of a field as they came, a line each. */
  public static List<String> lines(HttpFields fields, HttpHeader name) {
    return fields.getValuesList(name);
  }

  /** Whether the sender takes trailers: {@code TE: trailers} (RFC 9110 section 10.1.4). */
  public static boolean takesTrailers(HttpFields fields) {
    return fields.contains(HttpHeader.TE, "trailers");
  }

  private static Set<String> nominated(HttpFields fields) {
    Set<String> names = new HashSet<>();
    for (String value : elements(fields, HttpHeader.CONNECTION)) {
      names.add(value.toLowerCase(Locale.ROOT));
    }
    return names;
  }
}
