package banyan.platform.idempotency;

import banyan.platform.http.ApiRequest;
import banyan.wire.Fields;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Optional;

/**
 * One use of a key: who sent it where, and what the request was.
 *
 * @param key bare, whichever form was sent
 * @param fingerprint SHA-256 of method, path and body
 */
public record Use(String principal, String route, String key, byte[] fingerprint) {
  /** The use that the request makes of a key; empty when it has none. */
  public static Optional<Use> of(ApiRequest request) {
    return request
        .field(Fields.IDEMPOTENCY_KEY)
        .map(
            field ->
                new Use(
                    request.caller().principal(),
                    request.route(),
                    bare(field),
                    fingerprint(request)));
  }

  /** Compared in constant time: another caller's body is not to be guessed byte by byte. */
  public boolean hasFingerprint(byte[] other) {
    return MessageDigest.isEqual(fingerprint, other);
  }

  /** A key without the quotes and escapes of a structured field's string (RFC 9651, 3.3.3). */
  private static String bare(String field) {
    return field.startsWith("\"")
        ? field.substring(1, field.length() - 1).replaceAll("\\\\(.)", "$1")
        : field;
  }

  private static byte[] fingerprint(ApiRequest request) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      digest.update((request.method() + " " + request.path()).getBytes(StandardCharsets.UTF_8));
      digest.update((byte) 0);
      return digest.digest(request.bodyBytes());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
