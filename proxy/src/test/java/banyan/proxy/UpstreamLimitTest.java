package banyan.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import banyan.testing.Answer;
import banyan.testing.RawClient;
import banyan.testing.ScriptedUpstream;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.metrics.InstrumentType;
import io.opentelemetry.sdk.metrics.SdkMeterProvider;
import io.opentelemetry.sdk.metrics.data.AggregationTemporality;
import io.opentelemetry.sdk.metrics.export.CollectionRegistration;
import io.opentelemetry.sdk.metrics.export.MetricReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/** Upstreams that are full, slow or speak another protocol; and how all that is counted. */
final class UpstreamLimitTest {
  private static final String GET = "GET /x HTTP/1.1\r\nHost: a\r\n\r\n";
  private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";
  private static final Duration SHORT = Duration.ofMillis(300);
  private static final Duration LONG = Duration.ofSeconds(15);

  @Test
  void moreThanMayWaitForAConnectionAreRefusedAtOnce() throws Exception {
    CountDownLatch asked = new CountDownLatch(1);
    CountDownLatch mayAnswer = new CountDownLatch(1);
    try (var upstream =
            ScriptedUpstream.start(
                c -> {
                  c.request();
                  asked.countDown();
                  mayAnswer.await();
                  c.send(OK);
                });
        var proxy =
            TestProxy.to(upstream)
                .with(ProxySettings.UPSTREAM_CONNECTIONS, 1)
                .with(ProxySettings.UPSTREAM_QUEUE, 1)
                .timeouts(LONG, LONG, LONG, Duration.ZERO)
                .start();
        var working = proxy.client();
        var second = proxy.client();
        var third = proxy.client()) {
      working.send(GET);
      asked.await();
      List<RawClient> others = List.of(second.send(GET), third.send(GET));
      // One of them finds the queue empty and the other finds it full.
      await().atMost(LONG).until(() -> others.stream().anyMatch(UpstreamLimitTest::isAnswered));
      RawClient refused = others.stream().filter(UpstreamLimitTest::isAnswered).toList().getFirst();
      Answer answer = refused.answer();
      assertError(answer, 503, "overloaded", "connection_limit_reached");
      assertThat(answer.field("Retry-After")).hasValue("1");
      mayAnswer.countDown();
      assertThat(working.answer().text()).isEqualTo("ok");
      RawClient queued = refused == second ? third : second;
      assertThat(queued.answer().text()).isEqualTo("ok");
    }
  }

  private static boolean isAnswered(RawClient client) {
    try {
      return client.socket().getInputStream().available() > 0;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void whoWaitsForAConnectionTooLongGets504() throws Exception {
    CountDownLatch asked = new CountDownLatch(1);
    try (var upstream =
            ScriptedUpstream.start(
                c -> {
                  c.head();
                  asked.countDown();
                  c.awaitEnd();
                });
        var proxy =
            TestProxy.to(upstream)
                .with(ProxySettings.UPSTREAM_CONNECTIONS, 1)
                .timeouts(SHORT, LONG, LONG, Duration.ZERO)
                .start();
        var working = proxy.client()) {
      working.send(GET);
      asked.await();
      assertError(
          RawClient.exchange(proxy.port(), GET), 504, "upstream-timeout", "connection_timeout");
    }
  }

  @Test
  void clearTextWhereTlsIsSpokenTo() {
    try (var upstream = ScriptedUpstream.start(c -> c.send("HTTP/1.1 400 Bad\r\n\r\n"));
        var proxy = TestProxy.to(URI.create("https://127.0.0.1:" + upstream.port())).start()) {
      assertError(
          RawClient.exchange(proxy.port(), GET), 502, "upstream-unreachable", "tls_protocol_error");
    }
  }

  @Test
  void tlsWhereClearTextIsSpokenTo() {
    try (var upstream = ScriptedUpstream.answering("\u0015\u0003\u0003\0\u0002\u0002\u0046");
        var proxy = TestProxy.to(upstream).start()) {
      assertError(
          RawClient.exchange(proxy.port(), GET), 502, "upstream-failed", "http_protocol_error");
    }
  }

  @Test
  void aHeadThatDripsIs504ThoughItIsNeverIdle() {
    try (var upstream =
            ScriptedUpstream.start(
                c -> {
                  c.request();
                  c.send("HTTP/1.1 200 OK\r\nX: ");
                  while (true) {
                    c.send("x");
                    Thread.yield();
                  }
                });
        var proxy =
            TestProxy.to(upstream)
                .with(ProxySettings.UPSTREAM_HEAD_BYTES, 1L << 30)
                .timeouts(LONG, SHORT, LONG, Duration.ZERO)
                .start()) {
      assertError(
          RawClient.exchange(proxy.port(), GET), 504, "upstream-timeout", "http_response_timeout");
    }
  }

  @Test
  void everyFailureIsCountedByItsCause() {
    Counts counts = new Counts();
    try (var meters = SdkMeterProvider.builder().registerMetricReader(counts).build();
        var upstream =
            ScriptedUpstream.start(
                c -> {
                  switch (c.request().target()) {
                    case "/close" -> c.close();
                    case "/nonsense" -> c.send("nonsense\r\n\r\n");
                    case "/half" -> {
                      c.send("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nhalf");
                      c.close();
                    }
                    default -> c.send(OK);
                  }
                });
        var proxy = TestProxy.to(upstream).log(new UpstreamFigures(meters.get("test"))).start()) {
      for (String path : new String[] {"/close", "/nonsense", "/nonsense", "/half", "/well"}) {
        try (RawClient client = proxy.client()) {
          client.send("POST " + path + " HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
          client.drain();
        }
      }
      await()
          .atMost(LONG)
          .untilAsserted(
              () ->
                  assertThat(counts.byCause())
                      .isEqualTo(
                          Map.of(
                              "legacy connection_terminated", 1L,
                              "legacy http_protocol_error", 2L,
                              "legacy http_response_incomplete", 1L)));
    }
  }

  private static void assertError(Answer answer, int status, String type, String error) {
    assertThat(answer.status()).as(answer.text()).isEqualTo(status);
    assertThat(answer.text()).contains("/problems/" + type);
    assertThat(answer.field("Proxy-Status")).hasValue("banyan; error=" + error);
  }

  /** Reads the counter when it is asked to. */
  private static final class Counts implements MetricReader {
    private CollectionRegistration registration = CollectionRegistration.noop();

    @Override
    public void register(CollectionRegistration given) {
      registration = given;
    }

    Map<String, Long> byCause() {
      Map<String, Long> counts = new TreeMap<>();
      registration
          .collectAllMetrics()
          .forEach(
              metric ->
                  metric
                      .getLongSumData()
                      .getPoints()
                      .forEach(
                          point ->
                              counts.put(
                                  String.join(
                                      " ",
                                      point.getAttributes().asMap().values().stream()
                                          .map(String::valueOf)
                                          .toList()),
                                  point.getValue())));
      return counts;
    }

    @Override
    public CompletableResultCode forceFlush() {
      return CompletableResultCode.ofSuccess();
    }

    @Override
    public CompletableResultCode shutdown() {
      return CompletableResultCode.ofSuccess();
    }

    @Override
    public AggregationTemporality getAggregationTemporality(InstrumentType type) {
      return AggregationTemporality.CUMULATIVE;
    }
  }
}
