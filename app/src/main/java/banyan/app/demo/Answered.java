package banyan.app.demo;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * What came of one request.
 *
 * @param status 0 without an answer
 * @param body why there is none with status 0
 * @param location empty when there is none
 * @param tag the entity tag; empty when there is none
 */
record Answered(int status, String body, String location, String tag) {
  private static final int CONFLICT = 409;
  private static final int TOO_MANY = 429;
  private static final int SERVER_ERROR = 500;
  private static final int GOOD_MAX = 299;
  private static final int DIGEST_LENGTH = 16;
  private static final JsonMapper MAPPER =
      JsonMapper.builder().enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS).build();

  static Answered none(String why) {
    return new Answered(0, why, "", "");
  }

  boolean isGood() {
    return status > 0 && status <= GOOD_MAX;
  }

  /** Whether another attempt of the same may have another answer. */
  boolean isUndecided() {
    return status == 0
        || status >= SERVER_ERROR
        || status == TOO_MANY
        || (status == CONFLICT && json().path("type").asText().endsWith("-in-flight"));
  }

  /** The body; missing when it is no JSON. */
  JsonNode json() {
    try {
      return MAPPER.readTree(body);
    } catch (JsonProcessingException e) {
      return MissingNode.getInstance();
    }
  }

  /** The price in a product, in minor units; the empty text when there is none. */
  String price() {
    return json().at("/price/amountMinor").asText("");
  }

  /** Equal for bodies that mean the same: the order of members is of no account. */
  String digest() {
    try {
      String canonical = MAPPER.writeValueAsString(MAPPER.treeToValue(json(), Object.class));
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(canonical.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(hash).substring(0, DIGEST_LENGTH);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("what was JSON is JSON", e);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("SHA-256 is part of every JDK", e);
    }
  }
}
