package banyan.platform.database.embedded;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** The text of the small files in the run folder. */
final class Json {
  private static final int FILE_BYTES_MAX = 64 * 1024;
  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .enable(
              DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES,
              DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES,
              DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .build();

  private Json() {}

  static String text(Object content) {
    try {
      return MAPPER.writeValueAsString(content) + "\n";
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a record of numbers and strings is always JSON", e);
    }
  }

  /** Empty when the file is missing, not readable by us, or not what it should be. */
  static <T> Optional<T> read(Path path, Class<T> type) {
    try {
      if (Files.size(path) > FILE_BYTES_MAX) {
        return Optional.empty();
      }
      return Optional.ofNullable(MAPPER.readValue(Files.readAllBytes(path), type));
    } catch (IOException e) {
      return Optional.empty();
    }
  }
}
