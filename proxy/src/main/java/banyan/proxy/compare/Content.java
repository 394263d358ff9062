package banyan.proxy.compare;

import com.fasterxml.jackson.databind.JsonNode;

/** What a body says, as far as it can be read. */
sealed interface Content {
  /**
   * A value with places.
   *
   * @param areEvents whether the top's elements are events
   * @param isSequence whether the order of the top's elements matters
   */
  record Tree(JsonNode root, boolean areEvents, boolean isSequence) implements Content {}

  /** Bytes, after decoding. */
  record Binary(byte[] bytes) implements Content {}

  /** It is not what its type says. */
  record Malformed(String reason, byte[] bytes) implements Content {}

  /** A limit was reached, or nobody here speaks its coding. */
  record Unread(String reason) implements Content {}
}
