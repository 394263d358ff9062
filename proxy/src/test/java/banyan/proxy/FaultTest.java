package banyan.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import banyan.proxy.fault.FaultKind;
import banyan.proxy.fault.FaultScope;
import banyan.proxy.fault.FaultSettings;
import banyan.proxy.fault.PlantedFault;
import banyan.proxy.publish.Reason;
import banyan.testing.Answer;
import banyan.testing.RawClient;
import banyan.testing.ScriptedUpstream;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.eclipse.jetty.server.Request;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What clients see of planted faults: those that they befall, and all others. */
final class FaultTest {
  private static final Duration LIMIT = Duration.ofSeconds(15);
  private static final String FIELD = "Banyan-Fault";
  private static final int BODY_BYTES = 64 * 120;
  private static final int INTERNAL_ERROR = 2;
  private static final ConcurrentLinkedQueue<String> LOGGED = new ConcurrentLinkedQueue<>();
  private static ScriptedUpstream upstream;
  private static TestProxy proxy;

  @BeforeAll
  static void start() {
    upstream =
        ScriptedUpstream.start(
            c -> {
              if (c.request().target().equals("/broken")) {
                c.close();
                return;
              }
              c.send("HTTP/1.1 200 OK\r\nContent-Length: " + BODY_BYTES + "\r\n\r\n");
              c.send("x".repeat(BODY_BYTES));
            });
    proxy =
        TestProxy.to(upstream)
            .withoutBreaker()
            .with(FaultSettings.ALLOWED, true)
            .log((request, response) -> LOGGED.add(line(request)))
            .start();
  }

  @AfterEach
  void removeAll() {
    proxy.faults().all().forEach(fault -> remove(fault.planted().name()));
    LOGGED.clear();
  }

  @AfterAll
  static void stop() {
    proxy.close();
    upstream.close();
  }

  @Test
  void anAbortIsAProblemThatNamesItselfAndNobodyElseSeesTheRequest() {
    plant("broken", "abort", "503", "/a");
    int before = upstream.received().size();
    Answer answer = RawClient.exchange(proxy.port(), get("/a"));
    assertThat(answer.status()).isEqualTo(503);
    assertThat(answer.field(FIELD)).hasValue("broken");
    assertThat(answer.text()).contains("/problems/planted-fault", "'broken'");
    assertThat(upstream.received()).hasSize(before);
    await().atMost(LIMIT).until(() -> LOGGED.contains("/a broken planted-fault"));
    assertThat(proxy.faults().all().getFirst().strikes()).isEqualTo(1);
  }

  @Test
  void whatIsOutOfScopeIsAnsweredAsEver() {
    plant("broken", "abort", "503", "/a");
    Answer answer = RawClient.exchange(proxy.port(), get("/b"));
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.field(FIELD)).isEmpty();
    assertThat(proxy.faults().all().getFirst().strikes()).isZero();
  }

  @Test
  void aDelayedRequestIsAnsweredInTheEnd() {
    plant("late", "latency", "20ms", "/a");
    Answer answer = RawClient.exchange(proxy.port(), get("/a"));
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.field(FIELD)).hasValue("late");
    assertThat(answer.text()).hasSize(BODY_BYTES);
  }

  @Test
  void aFailureBehindALatencyNamesTheFaultToo() {
    plant("late", "latency", "1ms", "/broken");
    Answer answer = RawClient.exchange(proxy.port(), get("/broken"));
    assertThat(answer.status()).isEqualTo(502);
    assertThat(answer.field(FIELD)).hasValue("late");
  }

  @Test
  void whoLeavesWhileItWaitsIsNotSentOn() {
    plant("late", "latency", "30s", "/a");
    int before = upstream.received().size();
    try (var client = RawHttp2.to(proxy.port())) {
      client.get(1, "/a");
      await().atMost(LIMIT).until(() -> proxy.faults().all().getFirst().strikes() == 1);
      client.reset(1);
      await().atMost(LIMIT).until(() -> LOGGED.stream().anyMatch(l -> l.startsWith("/a late")));
      assertThat(upstream.received()).hasSize(before);
    }
  }

  @Test
  void aResetBreaksTheConnectionWithoutAnAnswer() {
    plant("torn", "reset", "", "/a");
    try (var client = proxy.client()) {
      assertThat(client.send(get("/a")).drain()).isEqualTo(new RawClient.Ending("", true));
    }
    await().atMost(LIMIT).until(() -> LOGGED.stream().anyMatch(l -> l.startsWith("/a torn")));
  }

  @Test
  void overHttp2AResetEndsItsStreamAlone() {
    plant("torn", "reset", "", "/a");
    try (var client = RawHttp2.to(proxy.port())) {
      RawHttp2.Frame frame = Http2Row.decisive(client.get(1, "/a"), 1);
      assertThat(frame.type()).isEqualTo(RawHttp2.RESET);
      assertThat(frame.error()).isEqualTo(INTERNAL_ERROR);
      assertThat(Http2Row.decisive(client.get(3, "/b"), 3).status()).isEqualTo(200);
    }
  }

  @Test
  void aSlowAnswerTricklesUntilTheFaultEnds() throws Exception {
    plant("thin", "bandwidth", "64", "/a");
    try (var client = proxy.client()) {
      Answer head = client.send(get("/a")).head();
      assertThat(head.field(FIELD)).hasValue("thin");
      client.read(1);
      // The whole body would take two minutes.
      assertThat(client.socket().getInputStream().available()).isLessThan(BODY_BYTES / 2);
      remove("thin");
      assertThat(client.read(BODY_BYTES - 1)).hasSize(BODY_BYTES - 1);
      assertThat(client.send(get("/a")).answer().field(FIELD)).isEmpty();
    }
  }

  private static void plant(String name, String kind, String value, String path) {
    var fault =
        new PlantedFault(
            name,
            FaultScope.parse("", "", "", path, List.of()),
            100,
            FaultKind.parse(kind, value),
            proxy.faults().endAfter(Duration.ofMinutes(30)),
            new Reason("ada", "a test"));
    proxy.faults().add(fault, "operator");
  }

  private static void remove(String name) {
    proxy.faults().remove(name, "ada", null, "operator");
  }

  private static String line(Request request) {
    Exchange exchange = Exchange.of(request);
    var failure = exchange.failure();
    return request.getHttpURI().getPath()
        + " "
        + exchange.plantedFault()
        + " "
        + (failure == null ? "none" : failure.problem().type().name());
  }

  private static String get(String path) {
    return "GET " + path + " HTTP/1.1\r\nHost: a\r\n\r\n";
  }
}
