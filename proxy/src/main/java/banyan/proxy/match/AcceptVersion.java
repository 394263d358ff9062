package banyan.proxy.match;

import java.util.List;
import java.util.Locale;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.jspecify.annotations.Nullable;

/**
 * The one version that {@code Accept} asks for: of the media ranges that name a version, the one
 * with the highest weight, and of equals the first. A range names it by the parameter {@code
 * version} or, in a vendor's tree (RFC 6838 section 3.2), by a part of the subtype such as {@code
 * v2} in {@code application/vnd.shop.v2+json}.
 */
final class AcceptVersion {
  /** What is longer is no version. */
  private static final int LENGTH_MAX = 40;

  private AcceptVersion() {}

  /** The version, as written but without the v of a subtype; null when no range names one. */
  static @Nullable String of(HttpFields fields) {
    String best = null;
    double bestWeight = 0;
    for (String line : fields.getValuesList(HttpHeader.ACCEPT)) {
      if (!mayName(line)) {
        continue;
      }
      for (String range : line.split(",", -1)) {
        List<String> parts = List.of(range.split(";", -1)).stream().map(String::strip).toList();
        String version = version(parts);
        double weight = weight(parts);
        if (version != null && version.length() <= LENGTH_MAX && weight > bestWeight) {
          best = version;
          bestWeight = weight;
        }
      }
    }
    return best;
  }

  /** Both ways have a v; most fields have none, and then nothing is taken apart. */
  private static boolean mayName(String line) {
    return line.indexOf('v') >= 0 || line.indexOf('V') >= 0;
  }

  private static @Nullable String version(List<String> parts) {
    String named = parameter(parts, "version");
    return named == null ? ofSubtype(parts.getFirst().toLowerCase(Locale.ROOT)) : named;
  }

  private static @Nullable String ofSubtype(String type) {
    int slash = type.indexOf('/');
    String subtype = type.substring(slash + 1);
    if (slash < 0 || !subtype.startsWith("vnd.")) {
      return null;
    }
    int suffix = subtype.indexOf('+');
    for (String part : (suffix < 0 ? subtype : subtype.substring(0, suffix)).split("\\.", -1)) {
      boolean isVersion =
          part.length() > 1
              && part.charAt(0) == 'v'
              && part.chars().skip(1).allMatch(c -> c >= '0' && c <= '9');
      if (isVersion) {
        return part.substring(1);
      }
    }
    return null;
  }

  /** RFC 9110 section 12.4.2; a weight that is none counts as a refusal. */
  private static double weight(List<String> parts) {
    String weight = parameter(parts, "q");
    if (weight == null) {
      return 1;
    }
    try {
      return Double.parseDouble(weight);
    } catch (NumberFormatException e) {
      return 0;
    }
  }

  private static @Nullable String parameter(List<String> parts, String name) {
    for (String part : parts.subList(1, parts.size())) {
      int equals = part.indexOf('=');
      if (equals > 0 && part.substring(0, equals).strip().equalsIgnoreCase(name)) {
        String value = part.substring(equals + 1).strip();
        boolean isQuoted = value.length() >= 2 && value.startsWith("\"") && value.endsWith("\"");
        return isQuoted ? value.substring(1, value.length() - 1) : value;
      }
    }
    return null;
  }
}
