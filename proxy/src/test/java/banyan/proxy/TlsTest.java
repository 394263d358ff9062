package banyan.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import banyan.proxy.tls.TlsSettings;
import banyan.testing.Answer;
import banyan.testing.RawClient;
import banyan.testing.ScriptedUpstream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.WebSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.Certificate;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The port of clients with TLS: both protocols, and a certificate that may change. */
final class TlsTest {
  private static final Duration LIMIT = Duration.ofSeconds(15);
  private static final String GET = "GET /a HTTP/1.1\r\nHost: a\r\n\r\n";
  @TempDir static Path folder;
  private static TestPair first;
  private static TestPair second;
  private static ScriptedUpstream upstream;

  @BeforeAll
  static void start() {
    first = TestPair.one();
    second = TestPair.other();
    upstream =
        ScriptedUpstream.start(
            c -> {
              if (c.head().target().equals("/chat")) {
                c.send("HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n");
              } else {
                c.send("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok");
              }
            });
  }

  @AfterAll
  static void stop() {
    upstream.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"HTTP_2", "HTTP_1_1"})
  void aClientChoosesTheProtocolInTheHandshake(HttpClient.Version version) throws Exception {
    try (var proxy = serving(first.certificate(), first.key()).start();
        var http = HttpClient.newBuilder().version(version).sslContext(first.trusting()).build()) {
      HttpResponse<String> answer =
          http.send(
              HttpRequest.newBuilder(URI.create("https://localhost:" + proxy.port() + "/a"))
                  .build(),
              BodyHandlers.ofString());
      assertThat(answer.version()).isEqualTo(version);
      assertThat(answer.body()).isEqualTo("ok");
      assertThat(answer.headers().map()).doesNotContainKey("strict-transport-security");
      Answer received = upstream.received().getLast();
      assertThat(received.field("X-Forwarded-Proto")).hasValue("https");
      assertThat(received.field("Forwarded").orElseThrow()).contains("proto=https");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
  void aClientWithoutAnyExtensionIsServedInHttp1(String protocol) throws Exception {
    try (var proxy = serving(first.certificate(), first.key()).start();
        var socket = socket(proxy, first)) {
      socket.setEnabledProtocols(new String[] {protocol});
      assertThat(exchange(socket)).startsWith("HTTP/1.1 200");
      assertThat(socket.getSession().getProtocol()).isEqualTo(protocol);
      // Forward secrecy and authenticated encryption, whatever is negotiated.
      assertThat(socket.getSession().getCipherSuite())
          .matches("TLS_(AES|CHACHA20|ECDHE_\\w+_WITH_(AES|CHACHA20))_.*(GCM|POLY1305)_.*");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "TLS_RSA_WITH_AES_128_GCM_SHA256",
        "TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA256",
        "TLS_ECDHE_ECDSA_WITH_AES_256_CBC_SHA"
      })
  void aWeakCipherIsRefused(String cipher) throws Exception {
    try (var proxy = serving(first.certificate(), first.key()).start();
        var socket = socket(proxy, first)) {
      socket.setEnabledProtocols(new String[] {"TLSv1.2"});
      socket.setEnabledCipherSuites(new String[] {cipher});
      assertThatThrownBy(socket::startHandshake).isInstanceOf(IOException.class);
    }
  }

  @Test
  void aRequestInClearTextEndsAtOnceAndReachesNobody() throws Exception {
    int before = upstream.received().size();
    try (var proxy = serving(first.certificate(), first.key()).start();
        var client = proxy.client()) {
      RawClient.Ending ending = client.send(GET).drain();
      assertThat(ending.rest()).doesNotContain("200");
      assertThat(upstream.received()).hasSize(before);
    }
  }

  @Test
  void aHandshakeThatDoesNotComeIsCutOff() throws Exception {
    try (var proxy =
            serving(first.certificate(), first.key())
                .with(ProxySettings.HEAD_TIME, Duration.ofSeconds(2))
                .start();
        var client = proxy.client();
        var served = socket(proxy, first)) {
      assertThat(exchange(served)).startsWith("HTTP/1.1 200");
      // The first bytes of a hello, and then nothing.
      client.send(new byte[] {22, 3, 1, 1, 0});
      client.drain();
      // A connection whose handshake is over may rest.
      assertThat(exchange(served)).startsWith("HTTP/1.1 200");
    }
  }

  @Test
  void oneAddressCannotTakeAllPlacesAndAConnectionIsCountedOnce() throws Exception {
    try (var proxy =
            serving(first.certificate(), first.key())
                .with(ProxySettings.CONNECTIONS_PER_ADDRESS, 2)
                .start();
        var one = socket(proxy, first)) {
      assertThat(exchange(one)).startsWith("HTTP/1.1 200");
      try (var two = socket(proxy, first)) {
        assertThat(exchange(two)).startsWith("HTTP/1.1 200");
        try (var three = socket(proxy, first)) {
          assertThatThrownBy(() -> exchange(three)).isInstanceOf(IOException.class);
        }
      }
    }
  }

  @Test
  void aNewPairIsTakenWithoutACutAndABrokenOneIsNot() throws Exception {
    Path certificate = Files.copy(first.certificate(), folder.resolve("live.pem"));
    Path key = Files.copy(first.key(), folder.resolve("live.key"));
    try (var proxy = serving(certificate, key).start();
        var kept = socket(proxy, first)) {
      assertThat(exchange(kept)).startsWith("HTTP/1.1 200");
      Files.write(certificate, Files.readAllBytes(second.certificate()));
      Files.write(key, Files.readAllBytes(second.key()));
      await().atMost(LIMIT).until(() -> shown(proxy).equals(second.x509()));
      assertThat(exchange(kept)).startsWith("HTTP/1.1 200");
      // Broken, and another's key: the pair in force stays; a later good one is taken again.
      Files.writeString(certificate, "-----BEGIN CERTIFICATE-----\nnonsense\n");
      Files.write(key, Files.readAllBytes(first.key()));
      assertThat(shown(proxy)).isEqualTo(second.x509());
      Files.write(certificate, Files.readAllBytes(first.certificate()));
      await().atMost(LIMIT).until(() -> shown(proxy).equals(first.x509()));
      Files.write(certificate, Files.readAllBytes(second.certificate()));
      assertThat(shown(proxy)).isEqualTo(first.x509());
      assertThat(exchange(kept)).startsWith("HTTP/1.1 200");
    }
  }

  @Test
  void aWebSocketPassesWithinTls() throws Exception {
    CompletableFuture<CharSequence> heard = new CompletableFuture<>();
    try (var echo = WebSocketServer.echoing();
        var proxy = serving(echo, first.certificate(), first.key()).start();
        var http = HttpClient.newBuilder().sslContext(first.trusting()).build()) {
      WebSocket socket =
          http.newWebSocketBuilder()
              .buildAsync(
                  URI.create("wss://localhost:" + proxy.port() + "/chat"),
                  new WebSocket.Listener() {
                    @Override
                    public CompletionStage<?> onText(
                        WebSocket from, CharSequence text, boolean isLast) {
                      heard.complete(text);
                      return CompletableFuture.completedFuture(null);
                    }
                  })
              .join();
      socket.sendText("hello", true).join();
      await().atMost(LIMIT).until(heard::isDone);
      assertThat(heard.join().toString()).isEqualTo("hello");
      socket.abort();
    }
  }

  private static TestProxy.Builder serving(Path certificate, Path key) {
    return serving(upstream, certificate, key);
  }

  private static TestProxy.Builder serving(ScriptedUpstream to, Path certificate, Path key) {
    return TestProxy.to(to)
        .with(TlsSettings.CERTIFICATE, certificate.toString())
        .with(TlsSettings.KEY, key.toString());
  }

  private static SSLSocket socket(TestProxy proxy, TestPair trusted) throws Exception {
    Socket socket = trusted.trusting().getSocketFactory().createSocket("127.0.0.1", proxy.port());
    socket.setSoTimeout((int) LIMIT.toMillis());
    return (SSLSocket) socket;
  }

  /** The first line of the answer to a request, whose rest is read. */
  private static String exchange(SSLSocket socket) throws IOException {
    socket.getOutputStream().write(GET.getBytes(StandardCharsets.US_ASCII));
    InputStream in = socket.getInputStream();
    StringBuilder answer = new StringBuilder();
    while (answer.indexOf("\r\n\r\nok") < 0) {
      int octet = in.read();
      if (octet < 0) {
        throw new IOException("ended after: " + answer);
      }
      answer.append((char) octet);
    }
    return answer.toString();
  }

  /** The certificate that a new client is shown. */
  private static Certificate shown(TestProxy proxy) {
    // The first once more: it may have been taken between the two.
    for (TestPair trusted : List.of(first, second, first)) {
      try (var socket = socket(proxy, trusted)) {
        socket.startHandshake();
        return Arrays.asList(socket.getSession().getPeerCertificates()).getFirst();
      } catch (SSLException e) {
        // It is the other one.
      } catch (Exception e) {
        throw new UncheckedIOException(new IOException(e));
      }
    }
    throw new IllegalStateException("neither certificate");
  }
}
