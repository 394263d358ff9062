package banyan.platform.calls;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A type whose values may cross a wire as JSON, with the three things that are done to them: write,
 * read, copy. Both sides of a call, the local one too, write every message: what could not cross is
 * refused everywhere. Which types may cross is in {@code docs/calls.md}. Immutable.
 */
public final class WireType<T> {
  /** The largest message, in bytes of JSON. */
  public static final int BYTES_MAX = 1 << 20;

  /** No contract nests so deep: a type may not contain itself. */
  private static final int DEPTH_MAX = 64;

  private static final JsonMapper MAPPER =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder()
                          .maxNestingDepth(DEPTH_MAX)
                          // Keys of maps: what may be written may be read.
                          .maxNameLength(BYTES_MAX)
                          .maxStringLength(BYTES_MAX)
                          .build())
                  .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                  .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
                  .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
                  .build())
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  /** Compiled once a class. */
  private static final ClassValue<WireType<?>> COMPILED =
      new ClassValue<>() {
        @Override
        protected WireType<?> computeValue(Class<?> type) {
          return compile(type);
        }
      };

  private final Class<T> type;
  private final WireForm form;

  WireType(Class<T> type, WireForm form) {
    this.type = type;
    this.form = form;
  }

  /** Throws IllegalArgumentException that names everything that keeps the type from crossing. */
  @SuppressWarnings("unchecked") // compiled for this very class
  public static <T> WireType<T> of(Class<T> type) {
    return (WireType<T>) COMPILED.get(type);
  }

  /** A record as JSON in UTF-8; throws {@link WireFault}. */
  @SuppressWarnings("unchecked") // a value is of its own class
  public static byte[] message(Object value) {
    return ((WireType<Object>) of(value.getClass())).write(value);
  }

  /** A value as JSON in UTF-8; throws {@link WireFault}. */
  public byte[] write(T value) {
    MessageBytes bytes = new MessageBytes(BYTES_MAX);
    try (JsonGenerator out = MAPPER.createGenerator(bytes)) {
      // A fault must not be hidden by what it left open.
      out.disable(JsonGenerator.Feature.AUTO_CLOSE_JSON_CONTENT);
      form.write(present(value), out);
    } catch (IOException e) {
      throw new UncheckedIOException("a write to memory", e);
    }
    return bytes.toByteArray();
  }

  /** The value of a request; throws {@link WireFault}, for members that are not known too. */
  public T readRequest(byte[] json) {
    return read(json, WireForm.Members.KNOWN_ONLY);
  }

  /** The value of an answer; throws {@link WireFault}. Members that are not known are no fault. */
  public T readAnswer(byte[] json) {
    return read(json, WireForm.Members.OTHERS_IGNORED);
  }

  /** The same value, sharing nothing that could change. Of a value that can be written. */
  public T copy(T value) {
    return type.cast(form.copy(value));
  }

  private static <T> WireType<T> compile(Class<T> type) {
    List<String> violations = new ArrayList<>();
    WireForm form = new WireForms(violations).of(type, type.getSimpleName());
    if (!violations.isEmpty()) {
      throw new IllegalArgumentException(String.join("\n", violations));
    }
    return new WireType<>(type, form);
  }

  private T read(byte[] json, WireForm.Members members) {
    if (json.length > BYTES_MAX) {
      throw WireFault.of(MessageBytes.tooLarge(BYTES_MAX));
    }
    try {
      JsonNode node = MAPPER.readTree(utf8(json));
      if (node == null || node.isMissingNode()) {
        throw WireFault.of("is empty");
      }
      return type.cast(form.read(present(node), members));
    } catch (JsonProcessingException e) {
      throw WireFault.of("is no JSON: " + e.getOriginalMessage());
    }
  }

  /** Strictly: a parser of bytes would pass over what is no UTF-8. */
  private static String utf8(byte[] bytes) {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      throw WireFault.of("is not UTF-8");
    }
  }

  /** What is there; neither Java's nor JSON's null, nor a member that is missing. */
  static <V> V present(@Nullable V value) {
    if (value == null || (value instanceof JsonNode node && node.isNull())) {
      throw WireFault.of("must be there");
    }
    return value;
  }
}
