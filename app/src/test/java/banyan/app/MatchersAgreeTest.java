package banyan.app;

import static org.assertj.core.api.Assertions.assertThat;

import banyan.platform.http.Declare;
import banyan.platform.http.LocalApi;
import banyan.platform.http.Reply;
import banyan.platform.http.RouteDeclaration;
import banyan.platform.http.Shapes;
import banyan.proxy.route.RouteTable;
import banyan.proxy.route.RouteTable.Match;
import banyan.testing.TestSize;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.junit.jupiter.api.Test;

/**
 * One declaration feeds two matchers, the table of the proxy and Javalin behind it. Whatever is
 * declared and whatever is asked, both must pick the same declaration, or refuse alike.
 */
class MatchersAgreeTest {
  private static final List<String> WORDS = List.of("a", "b", "by-sku", "A", "price");
  private static final List<String> METHODS = List.of("GET", "POST", "PUT", "DELETE");
  private static final int ROUTES = 40;
  private static final int SEGMENTS_MAX = 4;

  @Test
  void theTableAndJavalinPickTheSameDeclaration() throws Exception {
    int tables = TestSize.pick("random sets of declarations", 3, 10, 200);
    for (int seed = 0; seed < tables; seed++) {
      compare(new Random(seed), seed);
    }
  }

  private static void compare(Random random, int seed) throws Exception {
    List<RouteDeclaration> declared = declarations(random);
    RouteTable table = new RouteTable(DeclaredRoutes.of("test", declared));
    Server server = new Server();
    ServerConnector connector = new ServerConnector(server);
    connector.setHost("127.0.0.1");
    server.addConnector(connector);
    server.setHandler(LocalApi.handler(declared));
    server.start();
    try (HttpClient client = HttpClient.newHttpClient()) {
      for (int i = 0; i < 100; i++) {
        String method = METHODS.get(random.nextInt(METHODS.size()));
        String path = path(random, false);
        URI uri = URI.create("http://127.0.0.1:" + connector.getLocalPort() + path);
        HttpResponse<String> answer =
            client.send(
                HttpRequest.newBuilder(uri)
                    .method(method, HttpRequest.BodyPublishers.noBody())
                    .build(),
                BodyHandlers.ofString());
        assertThat(javalin(answer))
            .as("seed %d: %s %s over %s", seed, method, path, declared)
            .isEqualTo(table(table.find("127.0.0.1", method, path)));
      }
    } finally {
      server.stop();
    }
  }

  /** The template that answered, or the status of the refusal. */
  private static String javalin(HttpResponse<String> answer) {
    return answer.statusCode() == 200
        ? answer.headers().firstValue("X-Declared").orElse("")
        : Integer.toString(answer.statusCode());
  }

  private static String table(Match match) {
    return switch (match) {
      case Match.Found found -> found.route().id();
      case Match.Refused _ -> "400";
      case Match.WrongMethod _ -> "405";
      case Match.Nothing _ -> "404";
    };
  }

  /** Declarations of which no two match the same requests with the same right to them. */
  private static List<RouteDeclaration> declarations(Random random) {
    Map<String, RouteDeclaration> distinct = new LinkedHashMap<>();
    for (int i = 0; i < ROUTES; i++) {
      String method = METHODS.get(random.nextInt(METHODS.size()));
      String template = path(random, true);
      distinct.putIfAbsent(
          method + template.replaceAll("\\{.*?}", "{}"), declaration(method, template));
    }
    return new ArrayList<>(distinct.values());
  }

  private static RouteDeclaration declaration(String method, String template) {
    String id = method + " " + template;
    Declare route =
        switch (method) {
          case "GET" -> Declare.get(template, _ -> answer(id));
          case "POST" -> Declare.post(template, _ -> answer(id));
          case "PUT" -> Declare.put(template, _ -> answer(id));
          default -> Declare.delete(template, _ -> answer(id));
        };
    for (String segment : template.split("/", -1)) {
      if (segment.startsWith("{")) {
        String name = segment.substring(1, segment.length() - 1);
        route.path(name, Shapes.text(1, 100), "a segment");
      }
    }
    return route.answers(200, null, "what was declared").route();
  }

  private static Reply answer(String id) {
    return Reply.ok(Map.of()).with("X-Declared", id);
  }

  private static String path(Random random, boolean isTemplate) {
    int segments = 1 + random.nextInt(SEGMENTS_MAX);
    return IntStream.range(0, segments)
        .mapToObj(
            i ->
                isTemplate && random.nextInt(3) == 0
                    ? "{p" + i + "}"
                    : WORDS.get(random.nextInt(WORDS.size())))
        .collect(Collectors.joining("/", "/", ""));
  }
}
