package banyan.app.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AccessLinesTest {
  private static final String LINE =
      """
      {"@timestamp":"2026-01-01T00:00:00Z","message":"request","logger_name":"banyan.access",\
      "method":"GET","path":"/api/v1/products","status":200,"duration_ms":7,\
      "request_id":"%s","answered_by":"catalog"}
      """;

  @TempDir private Path folder;

  @Test
  void readsTheLinesOfOneRunFromAllFilesOfTheRole() throws IOException {
    Files.writeString(folder.resolve("up.json"), LINE.formatted("demo-1"));
    Files.writeString(folder.resolve("up.json.1"), LINE.formatted("demo-2") + LINE.formatted("x"));
    Files.writeString(folder.resolve("only-catalog.json"), LINE.formatted("demo-3"));

    assertThat(AccessLines.read(folder, "up", "demo"))
        .containsExactlyInAnyOrder(line("demo-1"), line("demo-2"));
  }

  private static LogLine line(String id) {
    return new LogLine(id, "GET", "/api/v1/products", 200, "catalog", 7);
  }

  @Test
  void passesOverALineThatWasNotFinished() throws IOException {
    String half = LINE.formatted("demo-1").substring(0, 180);
    Files.writeString(folder.resolve("up.json"), LINE.formatted("demo-2") + half);

    assertThat(AccessLines.read(folder, "up", "demo")).containsExactly(line("demo-2"));
  }

  @Test
  void passesOverOtherLoggers() {
    assertThat(AccessLines.parse("{\"logger_name\":\"other\",\"request_id\":\"demo-1\"}"))
        .isEmpty();
  }
}
