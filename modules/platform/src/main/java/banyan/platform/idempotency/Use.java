package banyan.platform.idempotency;

import banyan.platform.calls.CommandKey;
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
 * @param fingerprint SHA-256 of method, path and body; of operation and message for a call
 */
public record Use(String principal, String route, String key, byte[] fingerprint) {
  /** No principal is blank, so keys of calls and keys of clients never meet. */
  private static final String ANY_PRINCIPAL = "";

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

  /**
   * The use of a command's key. It counts within tenant and operation, whoever sends it: a saga
   * that is resumed by another process is the same command.
   *
   * @param message the request as it crosses a wire
   */
  static Use of(String operation, CommandKey key, byte[] message) {
    MessageDigest digest = sha256();
    digest.update(operation.getBytes(StandardCharsets.UTF_8));
    digest.update((byte) 0);
    return new Use(ANY_PRINCIPAL, "call " + operation, key.value(), digest.digest(message));
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
    MessageDigest digest = sha256();
    digest.update((request.method() + " " + request.path()).getBytes(StandardCharsets.UTF_8));
    digest.update((byte) 0);
    return digest.digest(request.bodyBytes());
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
