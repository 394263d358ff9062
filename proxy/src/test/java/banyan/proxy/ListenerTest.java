package banyan.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import banyan.testing.RawClient;
import banyan.testing.ScriptedUpstream;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.client.ContentResponse;
import org.eclipse.jetty.client.HttpClient;
import org.eclipse.jetty.client.StringRequestContent;
import org.eclipse.jetty.http.HttpVersion;
import org.eclipse.jetty.http2.client.HTTP2Client;
import org.eclipse.jetty.http2.client.transport.HttpClientTransportOverHTTP2;
import org.junit.jupiter.api.Test;

/** The port that clients see. */
final class ListenerTest {
  private static final String GET = "GET /x HTTP/1.1\r\nHost: a\r\n\r\n";

  @Test
  void aPortInUseNamesThePortAndTheRemedy() {
    try (var upstream = ScriptedUpstream.answering("HTTP/1.1 204 No Content\r\n\r\n");
        var proxy = TestProxy.to(upstream).start()) {
      assertThatThrownBy(
              () -> TestProxy.to(upstream).with(ProxySettings.PORT, proxy.port()).start())
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("127.0.0.1:" + proxy.port())
          .hasMessageContaining("--port");
    }
  }

  @Test
  void requestsInFlightFinishWhenStopping() throws Exception {
    CountDownLatch asked = new CountDownLatch(1);
    CountDownLatch mayAnswer = new CountDownLatch(1);
    try (var upstream =
            ScriptedUpstream.start(
                c -> {
                  c.request();
                  asked.countDown();
                  mayAnswer.await();
                  c.send("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok");
                });
        var proxy =
            TestProxy.to(upstream).with(ProxySettings.STOP, Duration.ofSeconds(10)).start();
        var client = proxy.client()) {
      client.send(GET);
      asked.await();
      CompletableFuture<Void> stopping = CompletableFuture.runAsync(proxy::stop);
      assertThat(stopping).isNotDone();
      mayAnswer.countDown();
      assertThat(client.answer().text()).isEqualTo("ok");
      stopping.join();
    }
  }

  @Test
  void connectionsThatWaitForAnotherRequestKeepNobodyWaiting() throws Exception {
    try (var upstream =
            ScriptedUpstream.answering("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok");
        var proxy = TestProxy.to(upstream).with(ProxySettings.STOP, Duration.ofHours(1)).start();
        var client = proxy.client()) {
      assertThat(client.send(GET).answer().status()).isEqualTo(200);

      CompletableFuture<Void> stopping = CompletableFuture.runAsync(proxy::stop);

      assertThat(client.drain().rest()).isEmpty();
      stopping.get(10, TimeUnit.SECONDS);
    }
  }

  @Test
  void http2WithPriorKnowledgeReachesAnUpstreamOverHttp1() throws Exception {
    var client = new HttpClient(new HttpClientTransportOverHTTP2(new HTTP2Client()));
    client.start();
    try (var upstream =
            ScriptedUpstream.answering("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok");
        var proxy = TestProxy.to(upstream).start()) {
      String uri = "http://127.0.0.1:" + proxy.port() + "/a?b=1";
      ContentResponse got = client.GET(uri);
      assertThat(got.getVersion()).isEqualTo(HttpVersion.HTTP_2);
      assertThat(got.getContentAsString()).isEqualTo("ok");
      assertThat(got.getHeaders().get("via")).isEqualTo("1.1 banyan-test");
      ContentResponse posted = client.POST(uri).body(new StringRequestContent("abc")).send();
      assertThat(posted.getStatus()).isEqualTo(200);
      var first = upstream.received().get(0);
      assertThat(first.startLine()).isEqualTo("GET /a?b=1 HTTP/1.1");
      assertThat(first.all("Host")).containsExactly("127.0.0.1:" + proxy.port());
      assertThat(first.field("Content-Length")).isEmpty();
      assertThat(first.all("Via")).containsExactly("2.0 banyan-test");
      assertThat(upstream.received().get(1).text()).isEqualTo("abc");
    } finally {
      client.stop();
    }
  }

  @Test
  void twoProxiesThatRouteToEachOtherDoNotSpin() throws Exception {
    int[] ports = freePorts();
    try (var a = pointedAt(ports[0], ports[1], "a");
        var b = pointedAt(ports[1], ports[0], "b")) {
      assertThat(RawClient.exchange(a.port(), GET).status()).isEqualTo(508);
      assertThat(RawClient.exchange(b.port(), GET).status()).isEqualTo(508);
    }
  }

  @Test
  void addressesOfIpVersion6ServeOnBothSides() {
    try (var upstream = ScriptedUpstream.answering("HTTP/1.1 204 No Content\r\n\r\n");
        var inner = TestProxy.to(upstream).with(ProxySettings.HOST, "::1").instance("in").start();
        var outer = TestProxy.to(java.net.URI.create("http://[::1]:" + inner.port())).start()) {
      assertThat(RawClient.exchange(outer.port(), GET).status()).isEqualTo(204);
      assertThat(upstream.received().getFirst().field("Forwarded").orElseThrow())
          .matches("for=\"\\[(::1|0:0:0:0:0:0:0:1)]\";proto=http;host=\"a\"");
    }
  }

  private static TestProxy pointedAt(int port, int other, String name) {
    return TestProxy.to(java.net.URI.create("http://127.0.0.1:" + other))
        .with(ProxySettings.PORT, port)
        .instance(name)
        .start();
  }

  private static int[] freePorts() throws java.io.IOException {
    try (var one = new java.net.ServerSocket(0);
        var two = new java.net.ServerSocket(0)) {
      return new int[] {one.getLocalPort(), two.getLocalPort()};
    }
  }
}
