package banyan.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import banyan.proxy.balance.UpstreamWatch;
import banyan.proxy.route.LiveRoutes;
import banyan.proxy.route.LocalCode;
import banyan.proxy.route.RouteDocument;
import banyan.proxy.route.RouteDocument.Reading;
import banyan.proxy.route.RouteTable;
import banyan.proxy.upstream.HttpProbe;
import banyan.testing.Answer;
import banyan.testing.RawClient;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import io.opentelemetry.api.OpenTelemetry;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Upstreams behind TLS, whose certificate no authority of the JDK has signed. */
final class UpstreamTlsTest {
  private static final String ROUTES =
      """
      upstreams:
        trusting: {endpoints: ["https://127.0.0.1:%1$d"], trust: certificate.pem}
        strict: {endpoints: ["https://127.0.0.1:%1$d"]}
        renamed: {endpoints: ["https://shop.invalid:%1$d"], trust: certificate.pem}
        misnamed: {endpoints: ["https://localhost:%1$d"], trust: certificate.pem}
      routes:
        - {match: {path: /trusting}, to: trusting}
        - {match: {path: /strict}, to: strict}
        - {match: {path: /renamed}, to: renamed}
        - {match: {path: /misnamed}, to: misnamed}
      """;

  @TempDir private static Path folder;
  private static HttpsServer server;
  private static TestProxy proxy;
  private static final UpstreamWatch watch =
      new UpstreamWatch(
          OpenTelemetry.noop().getMeter("test"),
          Duration.ofHours(1),
          new HttpProbe(),
          _ -> new InetAddress[] {InetAddress.getLoopbackAddress()});

  @BeforeAll
  static void start() throws Exception {
    TestCertificate certificate = TestCertificate.of(folder, "ip:127.0.0.1,dns:shop.invalid");
    certificate.writePem(folder.resolve("certificate.pem"));
    server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setHttpsConfigurator(new HttpsConfigurator(certificate.serving()));
    server.createContext("/", UpstreamTlsTest::answer);
    server.start();
    String text = ROUTES.formatted(server.getAddress().getPort());
    RouteTable table = table(folder.resolve("routes.yaml"), text);
    proxy =
        TestProxy.to(URI.create("https://replaced.invalid"))
            .step(next -> new TableRoute(next, table))
            .balance(watch.balance())
            .start();
    watch.balance().follow(new LiveRoutes(table));
  }

  @AfterAll
  static void stop() throws Exception {
    proxy.close();
    watch.close();
    server.stop(0);
  }

  @Test
  void refusesACertificateThatNobodyVouchesFor() {
    assertIsRefused("/strict");
  }

  @Test
  void believesTheCertificatesOfTheDocumentAndLendsThatTrustToNoOtherUpstream() {
    assertThat(get("/trusting").text()).isEqualTo("hello over TLS");
    assertIsRefused("/strict");
    assertThat(get("/trusting").status()).isEqualTo(200);
  }

  @Test
  void anAddressThatWasLookedUpIsStillCheckedByItsName() {
    await()
        .atMost(Duration.ofSeconds(20))
        .until(
            () ->
                watch.balance().report().stream()
                    .anyMatch(one -> one.upstream().equals("renamed") && one.address() != null));
    assertThat(get("/renamed").text()).isEqualTo("hello over TLS");
  }

  @Test
  void refusesATrustedCertificateOfAnotherName() {
    assertIsRefused("/misnamed");
  }

  private static void assertIsRefused(String path) {
    Answer answer = get(path);
    assertThat(answer.status()).isEqualTo(502);
    assertThat(answer.field("Proxy-Status")).contains("banyan; error=tls_certificate_error");
    assertThat(answer.text())
        .contains("/problems/upstream-unreachable")
        .contains("its certificate is not trusted");
  }

  private static Answer get(String path) {
    return RawClient.exchange(proxy.port(), "GET " + path + " HTTP/1.1\r\nHost: a\r\n\r\n");
  }

  private static void answer(HttpExchange exchange) throws IOException {
    exchange.sendResponseHeaders(200, 0);
    exchange.getResponseBody().write("hello over TLS".getBytes(StandardCharsets.US_ASCII));
    exchange.close();
  }

  private static RouteTable table(Path file, String text) {
    Reading reading = RouteDocument.read(file.toString(), text, LocalCode.none());
    assertThat(reading).isInstanceOf(Reading.Valid.class);
    return ((Reading.Valid) reading).document().over(LocalCode.none());
  }

  /** Finds the route in a table. */
  private static final class TableRoute extends Handler.Wrapper {
    private final RouteTable table;

    TableRoute(Handler next, RouteTable table) {
      super(next);
      this.table = table;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
      Exchange exchange = Exchange.of(request);
      exchange.match(table.find("a", request.getMethod(), exchange.path()));
      return super.handle(request, response, callback);
    }
  }
}
