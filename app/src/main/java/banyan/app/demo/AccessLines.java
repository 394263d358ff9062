package banyan.app.demo;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Reads the access log of a process, whose files its size is limited by: {@code <role>.json}, and
 * those that were rolled away.
 */
final class AccessLines {
  private static final String LOGGER = "banyan.access";
  private static final JsonMapper MAPPER = new JsonMapper();

  private AccessLines() {}

  /**
   * The lines of requests whose id begins so.
   *
   * @param folder of the logs
   */
  static List<LogLine> read(Path folder, String role, String idPrefix) {
    List<LogLine> lines = new ArrayList<>();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, role + ".json*")) {
      for (Path file : files) {
        try (Stream<String> text = Files.lines(file)) {
          text.filter(line -> line.contains(LOGGER) && line.contains(idPrefix))
              .flatMap(line -> parse(line).stream())
              .filter(line -> line.requestId().startsWith(idPrefix))
              .forEach(lines::add);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("the log of " + role + " in " + folder, e);
    }
    return lines;
  }

  /** Empty for a line that is still being written, or that its process could not end. */
  static Optional<LogLine> parse(String line) {
    try {
      JsonNode json = MAPPER.readTree(line);
      if (!json.path("logger_name").asText().equals(LOGGER)) {
        return Optional.empty();
      }
      return Optional.of(
          new LogLine(
              json.path("request_id").asText(""),
              json.path("method").asText(""),
              json.path("path").asText(""),
              json.path("status").asInt(),
              json.path("answered_by").asText("none"),
              json.path("duration_ms").asLong()));
    } catch (JsonProcessingException e) {
      return Optional.empty();
    }
  }
}
