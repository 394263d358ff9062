package banyan.platform.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import banyan.platform.telemetry.TelemetrySettings.LogTarget;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.context.Scope;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

class LogsTest {
  private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";

  @TempDir Path folder;
  private Path file;

  @BeforeEach
  void logToAFile() {
    file = folder.resolve("log/test.json");
    Logs.configure("info", LogTarget.FILE, file);
  }

  @AfterEach
  void silence() {
    Logs.quiet();
  }

  @Test
  void writesOneJsonObjectALineWithItsKeyValues() throws IOException {
    LoggerFactory.getLogger("banyan.test").atInfo().addKeyValue("status", 200).log("answered");

    JsonNode line = onlyLine();
    assertThat(line.path("message").asText()).isEqualTo("answered");
    assertThat(line.path("status").asInt()).isEqualTo(200);
    assertThat(line.path("level").asText()).isEqualTo("INFO");
  }

  @Test
  void writesWhatTheThreadCarriesAndEveryKindOfValue() throws IOException {
    try (var _ = MDC.putCloseable("request_id", "r1")) {
      LoggerFactory.getLogger("banyan.test")
          .atInfo()
          .addKeyValue("bytes", 5_000_000_000L)
          .addKeyValue("ok", true)
          .addKeyValue("nobody", (Object) null)
          .addKeyValue("quoted", "a \"line\"\nand ø 😀")
          .log("{} of {}", 1, 2);
    }

    JsonNode line = onlyLine();
    assertThat(line.path("message").asText()).isEqualTo("1 of 2");
    assertThat(line.path("request_id").asText()).isEqualTo("r1");
    assertThat(line.path("bytes").asLong()).isEqualTo(5_000_000_000L);
    assertThat(line.path("ok").isBoolean()).isTrue();
    assertThat(line.path("nobody").isNull()).isTrue();
    assertThat(line.path("quoted").asText()).isEqualTo("a \"line\"\nand ø 😀");
    assertThat(Instant.parse(line.path("@timestamp").asText())).isBefore(Instant.now());
  }

  @Test
  void masksCredentialsInMessagesValuesAndStackTraces() throws IOException {
    LoggerFactory.getLogger("banyan.test")
        .atError()
        .addKeyValue("header", "Bearer abcdef123456")
        .setCause(new IllegalStateException("postgres://app:hunter2@db/x"))
        .log("sent Authorization: Bearer abcdef123456");

    assertThat(Files.readString(file)).doesNotContain("abcdef123456").doesNotContain("hunter2");
    assertThat(onlyLine().path("stack_trace").asText()).contains("postgres://app:***@db/x");
  }

  @Test
  void namesTheTraceOfTheCurrentSpan() throws IOException {
    SpanContext context =
        SpanContext.create(
            TRACE, "b7ad6b7169203331", TraceFlags.getSampled(), TraceState.getDefault());
    try (Scope scope = Span.wrap(context).makeCurrent()) {
      LoggerFactory.getLogger("banyan.test").info("inside");
    }

    assertThat(onlyLine().path("trace_id").asText()).isEqualTo(TRACE);
  }

  @Test
  void doesNotRepeatWhatParsersRefused() throws IOException {
    LoggerFactory.getLogger("org.eclipse.jetty.http.HttpParser").warn("bad: my-session-cookie");
    LoggerFactory.getLogger("org.eclipse.jetty.util.HostPort").warn("Bad Authority: x@y");

    assertThat(Files.exists(file) ? Files.readString(file) : "").isEmpty();
  }

  @Test
  void leavesOutWhatIsBelowTheLevel() throws IOException {
    LoggerFactory.getLogger("banyan.test").debug("too much");

    assertThat(Files.readString(file)).isEmpty();
  }

  @Test
  void aPatientLineWaitsForTheFlushOrForAnImpatientOne() throws IOException {
    Logger log = LoggerFactory.getLogger("banyan.test");
    log.atInfo().addMarker(Logs.PATIENT).log("first");
    assertThat(Files.readString(file)).isEmpty();
    Logs.flush();
    assertThat(Files.readAllLines(file)).hasSize(1);

    log.atInfo().addMarker(Logs.PATIENT).log("second");
    log.info("third");
    assertThat(Files.readAllLines(file))
        .satisfiesExactly(
            line -> assertThat(line).contains("first"),
            line -> assertThat(line).contains("second"),
            line -> assertThat(line).contains("third"));
  }

  @Test
  void aPatientLineIsThereWhenTheLogEnds() throws IOException {
    LoggerFactory.getLogger("banyan.test").atInfo().addMarker(Logs.PATIENT).log("last");
    Logs.quiet();
    assertThat(Files.readAllLines(file)).hasSize(1);
  }

  private JsonNode onlyLine() throws IOException {
    assertThat(Files.readAllLines(file)).hasSize(1);
    return new ObjectMapper().readTree(Files.readString(file));
  }
}
