package banyan.proxy.ingress;

import java.util.HexFormat;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The name of a request in logs, problems and on the wire. A client may choose it, so that its own
 * logs and ours meet; it names and never authorises, so everybody may.
 */
final class RequestId {
  /** Safe in a log, a shell and a URN. */
  private static final Pattern WELL_FORMED = Pattern.compile("[A-Za-z0-9._~:+=@-]{1,128}");

  private RequestId() {}

  static String of(@Nullable String given) {
    return given != null && WELL_FORMED.matcher(given).matches() ? given : make();
  }

  /** 128 random bits as hex. Unique, not secret: no need of a cryptographic generator. */
  static String make() {
    ThreadLocalRandom random = ThreadLocalRandom.current();
    HexFormat hex = HexFormat.of();
    return hex.toHexDigits(random.nextLong()) + hex.toHexDigits(random.nextLong());
  }
}
