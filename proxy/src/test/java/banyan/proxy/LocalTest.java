package banyan.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import banyan.testing.Answer;
import banyan.testing.RawClient;
import banyan.testing.ScriptedUpstream;
import banyan.wire.Arrival;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Local code behind the chain: threads, limits, fallback. */
final class LocalTest {
  private static final String GET = "GET /x HTTP/1.1\r\nHost: a\r\n\r\n";

  @Test
  void onlyLocalCodeLeavesTheThreadThatReadTheRequest() {
    Map<String, Thread> threads = new ConcurrentHashMap<>();
    Handler local =
        answering(
            request -> {
              threads.put("local", Thread.currentThread());
              return "ok";
            });
    try (var proxy = TestProxy.local(local).step(next -> new Recording(next, threads)).start()) {
      assertThat(RawClient.exchange(proxy.port(), GET).text()).isEqualTo("ok");
      assertThat(threads.get("local").isVirtual()).isTrue();
      assertThat(threads.get("step").isVirtual()).isFalse();
      assertThat(threads.get("step").getName()).startsWith("proxy-");
    }
  }

  @Test
  void theWholeChainIsNonBlocking() {
    Gateway gateway =
        new Gateway(
            new banyan.wire.Settings(Map.of()),
            io.opentelemetry.api.OpenTelemetry.noop().getTracer("test"),
            "test");
    Handler chain =
        gateway.chain(
            next -> new Handler.Wrapper(next) {},
            next -> new Handler.Wrapper(next) {},
            answering(request -> "ok"));
    assertThat(chain.getInvocationType())
        .isEqualTo(org.eclipse.jetty.util.thread.Invocable.InvocationType.NON_BLOCKING);
  }

  @Test
  void localCodeLearnsWhatTheChainKnowsAndReadsBlocking() {
    Handler local =
        answering(
            request -> {
              Arrival arrival = (Arrival) request.getAttribute(Arrival.ATTRIBUTE);
              return arrival.caller().principal()
                  + " "
                  + arrival.requestId()
                  + " "
                  + request.getHttpURI().getPath()
                  + " "
                  + request.getHeaders().contains("Banyan-Caller")
                  + " "
                  + Content.Source.asString(request);
            });
    try (var proxy = TestProxy.local(local).start()) {
      String message =
          "POST /a/../%7e HTTP/1.1\r\nHost: a\r\nX-Request-Id: r1\r\nBanyan-Caller: forged\r\n"
              + "Content-Length: 3\r\n\r\nabc";
      assertThat(RawClient.exchange(proxy.port(), message).text())
          .isEqualTo("anonymous r1 /~ false abc");
    }
  }

  @Test
  void moreThanTheLimitIsRefusedAtOnce() throws Exception {
    CountDownLatch entered = new CountDownLatch(1);
    CountDownLatch mayGo = new CountDownLatch(1);
    Handler local =
        answering(
            request -> {
              entered.countDown();
              mayGo.await();
              return "ok";
            });
    try (var proxy = TestProxy.local(local).with(ProxySettings.LOCAL_CONCURRENT, 1).start();
        var first = proxy.client()) {
      first.send(GET);
      entered.await();
      Answer refused = RawClient.exchange(proxy.port(), GET);
      assertThat(refused.status()).isEqualTo(503);
      assertThat(refused.field("Retry-After")).hasValue("1");
      mayGo.countDown();
      assertThat(first.answer().text()).isEqualTo("ok");
      assertThat(RawClient.exchange(proxy.port(), GET).status()).isEqualTo(200);
    }
  }

  @Test
  void whatLocalCodeThrowsIsAProblemThatTellsNothing() {
    Handler local =
        answering(
            request -> {
              throw new IllegalStateException("the password is hunter2");
            });
    try (var proxy = TestProxy.local(local).start()) {
      Answer answer = RawClient.exchange(proxy.port(), GET);
      assertThat(answer.status()).isEqualTo(500);
      assertThat(answer.text()).contains("internal-error").doesNotContain("hunter2");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"GET", "OPTIONS"})
  void aSafeRequestFallsBackWhenNobodyAnswers(String method) throws IOException {
    try (var proxy = TestProxy.to(nobody()).fallingBackTo(answering(r -> "local")).start()) {
      Answer answer = RawClient.exchange(proxy.port(), method + " /x HTTP/1.1\r\nHost: a\r\n\r\n");
      assertThat(answer.status()).isEqualTo(200);
      assertThat(answer.text()).isEqualTo("local");
      assertThat(answer.all("X-Request-Id")).hasSize(1);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {502, 503, 504})
  void aSafeRequestFallsBackWhenTheUpstreamSaysItCannot(int status) {
    String refusal = "HTTP/1.1 " + status + " No\r\nContent-Length: 2\r\nX-Up: 1\r\n\r\nno";
    try (var upstream = ScriptedUpstream.answering(refusal);
        var proxy = TestProxy.to(upstream).fallingBackTo(answering(r -> "local")).start()) {
      Answer answer = RawClient.exchange(proxy.port(), GET);
      assertThat(answer.text()).isEqualTo("local");
      assertThat(answer.names()).doesNotContain("x-up");
    }
  }

  @Test
  void aSafeRequestFallsBackWhenTheAnswerIsLate() {
    Duration brief = Duration.ofMillis(200);
    Duration ample = Duration.ofSeconds(10);
    try (var upstream =
            ScriptedUpstream.start(
                c -> {
                  c.head();
                  c.awaitEnd();
                });
        var proxy =
            TestProxy.to(upstream)
                .timeouts(ample, brief, ample, ample)
                .fallingBackTo(answering(r -> "local"))
                .start()) {
      assertThat(RawClient.exchange(proxy.port(), GET).text()).isEqualTo("local");
    }
  }

  @Test
  void otherAnswersOfTheUpstreamStand() {
    AtomicInteger asked = new AtomicInteger();
    Handler local = answering(r -> "local " + asked.incrementAndGet());
    try (var upstream =
            ScriptedUpstream.answering("HTTP/1.1 500 Oops\r\nContent-Length: 2\r\n\r\nno");
        var proxy = TestProxy.to(upstream).fallingBackTo(local).start()) {
      assertThat(RawClient.exchange(proxy.port(), GET).status()).isEqualTo(500);
      assertThat(asked).hasValue(0);
    }
  }

  @Test
  void aRequestThatChangesSomethingDoesNotFallBack() throws IOException {
    try (var proxy = TestProxy.to(nobody()).fallingBackTo(answering(r -> "local")).start()) {
      String post = "POST /x HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\n\r\na";
      assertThat(RawClient.exchange(proxy.port(), post).status()).isEqualTo(502);
    }
  }

  private static URI nobody() throws IOException {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return URI.create("http://127.0.0.1:" + socket.getLocalPort());
    }
  }

  private interface Code {
    String answer(Request request) throws Exception;
  }

  private static Handler answering(Code code) {
    return new Handler.Abstract() {
      @Override
      public boolean handle(Request request, Response response, Callback callback)
          throws Exception {
        byte[] body = code.answer(request).getBytes(StandardCharsets.UTF_8);
        response.write(true, ByteBuffer.wrap(body), callback);
        return true;
      }
    };
  }

  private static final class Recording extends Handler.Wrapper {
    private final Map<String, Thread> threads;

    Recording(Handler next, Map<String, Thread> threads) {
      super(next);
      this.threads = threads;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
      threads.put("step", Thread.currentThread());
      return super.handle(request, response, callback);
    }
  }
}
