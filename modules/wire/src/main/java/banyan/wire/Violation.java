package banyan.wire;

/**
 * One thing wrong with a request.
 *
 * @param pointer where: a JSON pointer into the body (RFC 6901, {@code /price/currency}), or {@code
 *     query:limit}, {@code header:If-Match}, {@code path:id}
 * @param detail what is wrong there and what would be right
 */
public record Violation(String pointer, String detail) {}
