package banyan.platform.http;

import banyan.wire.Failure;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.core.util.JsonRecyclerPools;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** JSON as this product reads and writes it (RFC 8259, and RFC 7493 on duplicate names). */
final class StrictJson {
  /** How deep a body may nest. */
  static final int DEPTH_MAX = 64;

  /** How long a number may be written. */
  static final int NUMBER_LENGTH_MAX = 100;

  /** How long the name of a member may be. */
  static final int NAME_LENGTH_MAX = 256;

  /** How many tokens a body may have: a tree takes some 50 bytes for each. */
  static final int TOKENS_MAX = 100_000;

  /** Sets of buffers that wait for the next request; a set has some 30 KiB. */
  private static final int BUFFERS_KEPT_MAX = 64;

  /** How much of a parser's message a client is shown. */
  private static final int MESSAGE_LENGTH_MAX = 200;

  private static final JsonMapper MAPPER =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder()
                          .maxNestingDepth(DEPTH_MAX)
                          .maxNumberLength(NUMBER_LENGTH_MAX)
                          .maxNameLength(NAME_LENGTH_MAX)
                          .maxTokenCount(TOKENS_MAX)
                          .build())
                  // Each request has a thread of its own, which would make buffers of its own.
                  .recyclerPool(JsonRecyclerPools.newBoundedPool(BUFFERS_KEPT_MAX))
                  .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                  // Bytes hold the same characters as text: none needs to be escaped.
                  .enable(JsonWriteFeature.COMBINE_UNICODE_SURROGATES_IN_UTF8)
                  .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
                  // Names come from clients: interning them would fill a cache for ever.
                  .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
                  .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
                  .build())
          .addModule(new JavaTimeModule())
          .addModule(new SimpleModule("moments").addSerializer(new InstantText()))
          .enable(
              DeserializationFeature.FAIL_ON_TRAILING_TOKENS,
              DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES,
              DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES,
              DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
          .disable(DeserializationFeature.ADJUST_DATES_TO_CONTEXT_TIME_ZONE)
          .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
          .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
          .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
          .disable(SerializationFeature.WRITE_DURATIONS_AS_TIMESTAMPS)
          .defaultPropertyInclusion(
              JsonInclude.Value.construct(JsonInclude.Include.NON_NULL, JsonInclude.Include.ALWAYS))
          .build();

  private StrictJson() {}

  /** The tree of a body. Fails with {@code malformed-request}, naming line and column. */
  static JsonNode read(byte[] body) {
    try {
      JsonNode tree = MAPPER.readTree(PercentCoding.utf8(body));
      if (tree.isMissingNode()) {
        throw PercentCoding.malformed("the body is blank");
      }
      return tree;
    } catch (CharacterCodingException e) {
      throw PercentCoding.malformed("the body is not UTF-8");
    } catch (JsonProcessingException e) {
      throw malformed(e);
    }
  }

  /** A checked tree as a record; throws IllegalStateException when the record does not fit. */
  static <T> T as(JsonNode tree, Class<T> type) {
    try {
      return MAPPER.treeToValue(tree, type);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(type + " does not fit the declared shape", e);
    }
  }

  /** A record as JSON text; absent (null) components are left out. */
  static String write(Object value) {
    return new String(bytes(value), StandardCharsets.UTF_8);
  }

  /** The same in UTF-8: most answers are never text. */
  static byte[] bytes(Object value) {
    try {
      return MAPPER.writeValueAsBytes(value);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(value.getClass() + " cannot be written as JSON", e);
    }
  }

  private static Failure malformed(JsonProcessingException e) {
    return PercentCoding.malformed("the body is not JSON" + place(e.getLocation()) + reason(e));
  }

  private static String place(@Nullable JsonLocation at) {
    return at == null ? "" : " at line " + at.getLineNr() + ", column " + at.getColumnNr();
  }

  private static String reason(JsonProcessingException e) {
    String message = e.getOriginalMessage();
    String line = message.lines().findFirst().orElse("");
    return ": " + line.substring(0, Math.min(line.length(), MESSAGE_LENGTH_MAX));
  }
}
