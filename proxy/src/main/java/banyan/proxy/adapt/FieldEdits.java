package banyan.proxy.adapt;

import banyan.proxy.HopByHop;
import banyan.proxy.InternalFields;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;

/**
 * Edits of the fields of a message: first renames, then removals, then values that are set. Names
 * that frame, route or identify a message are not to be had. Immutable.
 *
 * @param rename from a name to another, both in lower case
 * @param remove names in lower case
 * @param set names as written, each with its one value
 */
public record FieldEdits(Map<String, String> rename, Set<String> remove, Map<String, String> set) {
  /** More edits of one message are refused. */
  public static final int EDITS_MAX = 50;

  public static final FieldEdits NONE = new FieldEdits(Map.of(), Set.of(), Map.of());

  private static final int LENGTH_MAX = 4096;

  /** RFC 9110 section 5.6.2. */
  private static final Pattern TOKEN = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]{1,100}");

  /** RFC 9110 section 5.5, without obs-text. */
  private static final Pattern VALUE = Pattern.compile("[!-~]([ \\t!-~]*[!-~])?");

  /** What the proxy alone writes, or what says where a message ends and where it goes. */
  private static final Set<String> TAKEN =
      Set.of(
          "connection",
          "content-length",
          "content-encoding",
          "date",
          "expect",
          "host",
          "http2-settings",
          "keep-alive",
          "max-forwards",
          "proxy-status",
          "te",
          "traceparent",
          "tracestate",
          "trailer",
          "transfer-encoding",
          "upgrade",
          "via",
          "x-request-id");

  public FieldEdits {
    rename = Map.copyOf(rename);
    remove = Set.copyOf(remove);
    set = Collections.unmodifiableMap(new LinkedHashMap<>(set));
  }

  /** A name that may be edited, in lower case; throws IllegalArgumentException for others. */
  public static String checkName(String name) {
    if (!TOKEN.matcher(name).matches()) {
      throw new IllegalArgumentException("'" + name + "' is no field name");
    }
    String canonical = InternalFields.canonical(name);
    boolean isTaken =
        TAKEN.contains(canonical)
            || HopByHop.isFixed(canonical)
            || InternalFields.isInternal(canonical)
            || InternalFields.isForwarding(canonical);
    if (isTaken) {
      throw new IllegalArgumentException(
          "'" + name + "' frames, routes or identifies a message; the proxy alone writes it");
    }
    return name.toLowerCase(Locale.ROOT);
  }

  /** A value that may be set; throws IllegalArgumentException for others. */
  public static String checkValue(String value) {
    if (value.length() > LENGTH_MAX || !VALUE.matcher(value).matches()) {
      throw new IllegalArgumentException(
          "a field's value is 1 to "
              + LENGTH_MAX
              + " visible ASCII characters, with spaces inside");
    }
    return value;
  }

  public boolean isEmpty() {
    return rename.isEmpty() && remove.isEmpty() && set.isEmpty();
  }

  /** Edits the fields in place. A renamed field keeps its values and their order. */
  public void apply(HttpFields.Mutable fields) {
    rename.forEach(
        (from, to) -> {
          List<HttpField> found = fields.getFields(from);
          fields.remove(from);
          found.forEach(field -> fields.add(to, field.getValue()));
        });
    remove.forEach(fields::remove);
    set.forEach(fields::put);
  }
}
