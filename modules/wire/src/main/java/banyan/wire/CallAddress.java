package banyan.wire;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where one operation of a context is called from another process: {@code
 * /_banyan/calls/<context>/<operation>}. As a request attribute it is what the proxy's chain tells
 * local code: this request is a call, and its signature is good.
 *
 * @param context one lower-case word
 * @param operation lower-case words joined by hyphens
 */
public record CallAddress(String context, String operation) {
  /** Name of the request attribute that holds it. */
  public static final String ATTRIBUTE = "banyan.call";

  private static final String PREFIX = "/_banyan/calls/";
  private static final Pattern PATH =
      Pattern.compile(Pattern.quote(PREFIX) + "([a-z]{1,63})/([a-z0-9-]{1,100})");

  /** The address that a normalised path is; empty for any other path. */
  public static Optional<CallAddress> of(String path) {
    if (!path.startsWith(PREFIX)) {
      return Optional.empty();
    }
    Matcher parts = PATH.matcher(path);
    return parts.matches()
        ? Optional.of(new CallAddress(parts.group(1), parts.group(2)))
        : Optional.empty();
  }

  public String path() {
    return PREFIX + context + "/" + operation;
  }

  /** As logs, metrics and failures name it: {@code catalog/offers}. */
  @Override
  public String toString() {
    return context + "/" + operation;
  }
}
