package banyan.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import banyan.app.CommandLineUser.Ending;
import banyan.proxy.Gateway;
import banyan.proxy.admin.AdminEndpoint;
import banyan.proxy.admin.AdminListener;
import banyan.proxy.admin.AdminSettings;
import banyan.proxy.admin.RouteEndpoints;
import banyan.proxy.ingress.Listener;
import banyan.proxy.recent.RecentRequests;
import banyan.proxy.route.LiveRoutes;
import banyan.proxy.route.LocalCode;
import banyan.proxy.route.RouteDocument;
import banyan.proxy.route.RouteDocument.Reading;
import banyan.proxy.route.RouteHandler;
import banyan.proxy.route.RouteTable;
import banyan.testing.RawClient;
import banyan.wire.Settings;
import io.opentelemetry.api.OpenTelemetry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.eclipse.jetty.server.Handler;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code banyan routes explain|check|what-if}, against a listener and against a file. */
class RouteQuestionsTest {
  private static final String DOCUMENT =
      """
      upstreams:
        next: {endpoints: ["http://127.0.0.1:9001"]}
      routes:
        - match: {methods: [GET], path: "/api/v1/products/{id}"}
          to: next
        - match: {path: "/api/v1/products/**", fields: {X-Beta: "1"}}
          to: next
        - {match: {path: /old/**, host: old.example}, to: next}
      """;

  private final RecentRequests recent = new RecentRequests(InstantSource.system());
  @TempDir Path folder;
  private AdminListener listener;
  private Path tokenFile;

  @BeforeEach
  void start() throws IOException {
    tokenFile = folder.resolve("run/admin.token");
    RouteTable table = table();
    List<AdminEndpoint> endpoints =
        List.of(
            RouteEndpoints.explain(() -> table, () -> null),
            RouteEndpoints.whatIf(() -> table, LocalCode.none(), recent, "routes.yaml"));
    listener = new AdminListener(new AdminSettings("127.0.0.1", 0, null), tokenFile, endpoints);
    listener.start();
    Files.writeString(folder.resolve("routes.yaml"), DOCUMENT);
  }

  @AfterEach
  void stop() throws IOException {
    listener.close();
  }

  @Test
  void explainsWhoAnswersByTheRunningProcess() {
    Ending ending = asks("explain", "GET /api/v1/products/42?x=1", "-H", "X-Beta: 1");
    assertThat(ending.out().lines())
        .containsExactly(
            "GET /api/v1/products/42 goes to next by",
            "  GET /api/v1/products/{id} (document)",
            "not * /api/v1/products/** [field x-beta=1] (document)",
            "  rule 3: 'GET /api/v1/products/{id}' comes first: the more specific path beats the"
                + " other, from the left",
            "and 1 route of another host or path");
    assertThat(ending.code()).isZero();
  }

  @Test
  void explainsWhyNobodyAnswers() {
    assertThat(asks("explain", "POST /api/v1/products/42").out().lines())
        .containsExactly(
            "POST /api/v1/products/42 gets 405: the path takes GET, HEAD",
            "not GET /api/v1/products/{id} (document)",
            "  it does not take POST",
            "not * /api/v1/products/** [field x-beta=1] (document)",
            "  it asks for field x-beta=1",
            "and 1 route of another host or path");
    assertThat(asks("explain", "/nowhere").out()).startsWith("GET /nowhere gets 404: no route");
  }

  @Test
  void explainsForAHostAndAsJson() {
    assertThat(asks("explain", "/old/x", "--host", "OLD.example", "--json").out())
        .contains("\"route\" : \"* old.example/old/**\"", "\"cause\" : \"path\"");
    assertThat(asks("explain", "/old/x", "-H", "Host: old.example").out())
        .startsWith("GET old.example/old/x goes to next by");
  }

  @Test
  void explainsByAFileOverWhatTheContextsDeclare() {
    Ending ending =
        user().types("routes", "explain", "GET /api/v1/products/42", "--routes", "routes.yaml");
    assertThat(ending.err()).isEmpty();
    assertThat(ending.out())
        .contains("goes to next by", "over the declaration GET /api/v1/products/{");
    assertThat(
            user().types("routes", "explain", "PUT /x", "--routes", "routes.yaml", "--alone").out())
        .startsWith("PUT /x gets 404");
  }

  @Test
  void refusesQuestionsOfAnotherForm() {
    assertThat(asks("explain", "GET").code()).isEqualTo(2);
    assertThat(asks("explain", "/p", "-H", "X-Beta").err()).contains("write 'Name: value'");
    assertThat(asks("explain").err()).contains("REQUEST");
    Ending climbing = asks("explain", "/../p");
    assertThat(climbing.code()).isEqualTo(1);
    assertThat(climbing.err()).contains("gets 400: the path climbs above its root");
  }

  @Test
  void checksAFile() throws IOException {
    Ending clean = user().types("routes", "check", "routes.yaml");
    assertThat(clean.out() + clean.err()).isEmpty();
    assertThat(clean.code()).isZero();

    Files.writeString(
        folder.resolve("bad.yaml"), "calls: {katalog: local}\nroutes: [{to: local}]\n");
    Ending bad = user().types("routes", "check", "bad.yaml");
    assertThat(bad.out().lines())
        .containsExactly(
            "bad.yaml:1:18: 'katalog' is no context; did you mean 'catalog'?",
            "bad.yaml:2:10: 'match' is missing; write match: {path: /api/**}");
    assertThat(bad.code()).isEqualTo(1);
    assertThat(user().types("routes", "check", "bad.yaml", "--json").out())
        .contains("\"line\" : 2", "\"file\" : \"bad.yaml\"");
  }

  @Test
  void checksForTheProcessThatTheFileIsFor() throws IOException {
    Files.writeString(
        folder.resolve("local.yaml"),
        "routes: [{match: {path: \"/api/v1/products/**\"}, to: local}]\n");
    assertThat(user().types("routes", "check", "local.yaml").code()).isZero();
    assertThat(user().types("routes", "check", "local.yaml", "--only", "inventory").code())
        .isEqualTo(1);
    assertThat(user().types("routes", "check", "local.yaml", "--alone").out())
        .contains("this process hosts no context");
  }

  @Test
  void refusesACheckWithoutAFile() {
    assertThat(user().types("routes", "check").code()).isEqualTo(2);
    Ending missing = user().types("routes", "check", "missing.yaml");
    assertThat(missing.code()).isEqualTo(1);
    assertThat(missing.err()).contains("missing.yaml does not exist");
  }

  @Test
  void tellsWhatADocumentWouldChange() throws IOException {
    Files.writeString(folder.resolve("next.yaml"), "routes: []\n");
    Ending same = asks("what-if", "next.yaml");
    assertThat(same.err()).isEmpty();
    assertThat(same.out()).isEqualTo("0 of the last 0 requests would go elsewhere\n");
    assertThat(same.code()).isZero();
  }

  @Test
  void countsTheRequestsThatWouldMove() throws IOException {
    serve("GET", "/api/v1/products/%34%32?limit=1", "X-Beta: 1");
    serve("GET", "/api/v1/products/43", "X-Beta: 0");
    serve("POST", "/nowhere", "X-Beta: 1");
    await().atMost(Duration.ofSeconds(15)).until(() -> recent.heads().size() == 3);
    Files.writeString(
        folder.resolve("next.yaml"),
        """
        upstreams:
          next: {endpoints: ["http://127.0.0.1:9001"]}
          beta: {endpoints: ["http://127.0.0.1:9002"]}
        routes:
          - {match: {path: "/api/v1/products/{id}"}, to: next}
          - {match: {path: "/api/v1/products/{id}", fields: {X-Beta: "1"}}, to: beta}
        """);
    Ending moved = asks("what-if", "next.yaml");
    assertThat(moved.out())
        .isEqualTo(
            """
            1 of the last 3 requests would go elsewhere

            1 request, such as GET shop.example/api/v1/products/42
              now   next (http://127.0.0.1:9001) by GET /api/v1/products/{id}
              then  beta (http://127.0.0.1:9002) by * /api/v1/products/{id} [field x-beta=1]
            """);
    assertThat(moved.code()).isEqualTo(1);
    assertThat(asks("what-if", "routes.yaml").out())
        .isEqualTo("0 of the last 3 requests would go elsewhere\n");
  }

  /** Sends a request through a proxy that serves the table; who answers does not matter. */
  private void serve(String method, String target, String field) {
    Settings settings = new Settings(Map.of("port", 0));
    Gateway gateway =
        new Gateway(settings, OpenTelemetry.noop().getTracer("test"), "route-questions");
    LiveRoutes live = new LiveRoutes(table());
    Handler chain =
        gateway.chain(next -> new RouteHandler(live, next), UnaryOperator.identity(), null);
    try (var proxy = new Listener(settings, chain, List.of(recent))) {
      proxy.start();
      RawClient.exchange(
          proxy.port(),
          method + " " + target + " HTTP/1.1\r\nHost: shop.example\r\n" + field + "\r\n\r\n");
    }
  }

  @Test
  void tellsThatADocumentWouldBeRefused() throws IOException {
    Files.writeString(folder.resolve("next.yaml"), "routes: [{to: local}]\n");
    Ending refused = asks("what-if", "next.yaml");
    assertThat(refused.out())
        .isEqualTo("next.yaml:1:10: 'match' is missing; write match: {path: /api/**}\n");
    assertThat(refused.code()).isEqualTo(1);
  }

  private Ending asks(String... words) {
    String[] all = new String[words.length + 5];
    all[0] = "routes";
    System.arraycopy(words, 0, all, 1, words.length);
    all[words.length + 1] = "--admin";
    all[words.length + 2] = listener.url();
    all[words.length + 3] = "--token-file";
    all[words.length + 4] = tokenFile.toString();
    return user().types(all);
  }

  private CommandLineUser user() {
    return new CommandLineUser(folder);
  }

  private static RouteTable table() {
    return switch (RouteDocument.read("routes.yaml", DOCUMENT, LocalCode.none())) {
      case Reading.Valid valid -> valid.document().over(LocalCode.none());
      case Reading.Invalid invalid -> throw new AssertionError(invalid.faults().toString());
    };
  }
}
