package banyan.proxy.idempotency;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * An idempotency key as it stands in its field: bare, or as the string that the draft demands
 * (draft-ietf-httpapi-idempotency-key-header-07, RFC 9651 section 3.3.3). Both forms are one key.
 */
final class KeyText {
  /** What a malformed one is told. */
  static final String RULE =
      "Idempotency-Key must be 1 to 255 visible ASCII characters, bare or in double quotes";

  private static final Pattern BARE = Pattern.compile("[!#-~][!-~]{0,254}");
  private static final Pattern QUOTED = Pattern.compile("\"([!#-\\[\\]-~]|\\\\[\"\\\\]){1,255}\"");

  private KeyText() {}

  /** The bare key; empty when the text is none. */
  static Optional<String> bare(String field) {
    if (QUOTED.matcher(field).matches()) {
      return Optional.of(field.substring(1, field.length() - 1).replaceAll("\\\\(.)", "$1"));
    }
    return BARE.matcher(field).matches() ? Optional.of(field) : Optional.empty();
  }
}
