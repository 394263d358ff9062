package banyan.proxy;

import banyan.wire.Fields;
import java.util.Locale;
import java.util.Set;
import org.eclipse.jetty.http.HttpField;

/**
 * Which fields a client may not send on: ours, and those that report about the client. Some servers
 * read {@code _} and {@code -} as the same, so both spellings count.
 */
public final class InternalFields {
  private static final String PREFIX = Fields.INTERNAL_PREFIX.toLowerCase(Locale.ROOT);
  private static final Set<String> FORWARDING =
      Set.of(
          "forwarded",
          "x-forwarded-for",
          "x-forwarded-proto",
          "x-forwarded-host",
          "x-forwarded-port",
          "x-forwarded-server",
          "x-forwarded-prefix",
          "x-forwarded-ssl",
          "x-real-ip");

  private InternalFields() {}

  /** The name in lower case, with hyphens. */
  public static String canonical(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    return lower.indexOf('_') < 0 ? lower : lower.replace('_', '-');
  }

  /** The same for a field, which knows its name in lower case. */
  public static String canonical(HttpField field) {
    String lower = field.getLowerCaseName();
    return lower.indexOf('_') < 0 ? lower : lower.replace('_', '-');
  }

  /** Whether a canonical name is one of our own fields. */
  public static boolean isInternal(String canonical) {
    return canonical.startsWith(PREFIX);
  }

  /** Whether a canonical name reports who the client is. */
  public static boolean isForwarding(String canonical) {
    return FORWARDING.contains(canonical);
  }
}
