package banyan.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import banyan.testing.RawClient;
import banyan.testing.ScriptedUpstream;
import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import org.slf4j.Marker;
import org.slf4j.MarkerFactory;
import org.slf4j.event.KeyValuePair;

/** Every request leaves one line, whatever became of it. */
final class AccessLogTest {
  private final Logger logger = (Logger) LoggerFactory.getLogger("banyan.access");
  private final Lines lines = new Lines();

  @BeforeEach
  void listen() {
    lines.start();
    logger.setLevel(Level.INFO);
    logger.setAdditive(false);
    logger.addAppender(lines);
  }

  @AfterEach
  void leave() {
    logger.detachAppender(lines);
    logger.setLevel(null);
    logger.setAdditive(true);
  }

  @Test
  void tellsWhoAskedWhatAndWhoAnsweredAndNoSecrets() {
    try (var upstream =
            ScriptedUpstream.answering("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok");
        var proxy = TestProxy.to(upstream).start()) {
      RawClient.exchange(
          proxy.port(),
          "POST /a?token=secret1 HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer secret2\r\n"
              + "X-Request-Id: r1\r\nContent-Length: 3\r\n\r\nabc");
      Map<String, Object> line = only();
      assertThat(line)
          .containsEntry("method", "POST")
          .containsEntry("path", "/a")
          .containsEntry("status", 200)
          .containsEntry("request_id", "r1")
          .containsEntry("client", "127.0.0.1")
          .containsEntry("route", "* /**")
          .containsEntry("answered_by", "legacy")
          .containsEntry("endpoint", upstream.origin().toString())
          .containsEntry("bytes_in", 3L)
          .containsEntry("bytes_out", 2L)
          .containsKey("duration_ms");
      assertThat(line.toString()).doesNotContain("secret");
    }
  }

  @Test
  void aRequestThatWasSentAgainTellsHowOften() {
    try (var upstream = ScriptedUpstream.start(c -> c.close());
        var proxy = TestProxy.to(upstream).start()) {
      RawClient.exchange(proxy.port(), "GET / HTTP/1.1\r\nHost: a\r\n\r\n");
      assertThat(only()).containsEntry("status", 502).containsEntry("attempts", 2);
    }
  }

  @Test
  void aRequestThatTheParserRefusesHasItsLine() {
    try (var proxy = TestProxy.local(new org.eclipse.jetty.server.Handler.Sequence()).start()) {
      RawClient.exchange(proxy.port(), "GET / HTTP/1.1\r\nHost: a\r\nX : 1\r\n\r\n");
      assertThat(only())
          .containsEntry("status", 400)
          .containsEntry("problem", "malformed-request")
          .containsKey("request_id");
    }
  }

  @Test
  void aRequestThatIsRefusedOnTheWayHasItsProblem() {
    try (var proxy = TestProxy.local(new org.eclipse.jetty.server.Handler.Sequence()).start()) {
      RawClient.exchange(proxy.port(), "TRACE /x HTTP/1.1\r\nHost: a\r\n\r\n");
      assertThat(only()).containsEntry("status", 501).containsEntry("problem", "method-refused");
    }
  }

  @Test
  void linesThatWaitGoBeforeTheSelectorWaits() {
    Marker patient = MarkerFactory.getMarker("banyan.test.patient");
    Waiting waiting = new Waiting(patient);
    waiting.start();
    logger.addAppender(waiting);
    try (var upstream =
            ScriptedUpstream.answering("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok");
        var proxy =
            TestProxy.to(upstream).log(new AccessLog(patient, () -> waiting.now.set(0))).start()) {
      for (int sent = 1; sent <= 4; sent++) {
        RawClient.exchange(proxy.port(), "GET / HTTP/1.1\r\nHost: a\r\n\r\n");
        int requests = sent;
        // Nothing else comes that would take the line along.
        await()
            .atMost(Duration.ofSeconds(10))
            .until(() -> lines.seen.size() == 2 * requests && waiting.now.get() == 0);
      }
      assertThat(waiting.all.get()).isPositive();
    } finally {
      logger.detachAppender(waiting);
    }
  }

  private Map<String, Object> only() {
    await().atMost(Duration.ofSeconds(10)).until(() -> lines.seen.size() == 1);
    return lines.seen.getFirst();
  }

  private static final class Lines extends AppenderBase<ILoggingEvent> {
    private final List<Map<String, Object>> seen = new CopyOnWriteArrayList<>();

    @Override
    protected void append(ILoggingEvent event) {
      seen.add(
          event.getKeyValuePairs().stream()
              .collect(Collectors.toMap((KeyValuePair pair) -> pair.key, pair -> pair.value)));
    }
  }

  /** Counts the lines that wait. */
  private static final class Waiting extends AppenderBase<ILoggingEvent> {
    private final Marker patient;
    private final AtomicInteger now = new AtomicInteger();
    private final AtomicInteger all = new AtomicInteger();

    Waiting(Marker patient) {
      this.patient = patient;
    }

    @Override
    protected void append(ILoggingEvent event) {
      if (event.getMarkerList() != null && event.getMarkerList().contains(patient)) {
        all.incrementAndGet();
        now.incrementAndGet();
      }
    }
  }
}
