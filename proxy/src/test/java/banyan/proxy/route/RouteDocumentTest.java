package banyan.proxy.route;

import static org.assertj.core.api.Assertions.assertThat;

import banyan.proxy.route.RouteDocument.Fault;
import banyan.proxy.route.RouteDocument.Reading;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RouteDocumentTest {
  private static final LocalCode LOCAL =
      new LocalCode(
          List.of(SampleRoutes.declared("GET", "/p/{id}"), SampleRoutes.declared("POST", "/p")),
          Set.of("catalog", "orders"),
          Set.of("catalog"));

  @ParameterizedTest
  @ValueSource(strings = {"", "# nothing yet\n", "routes:\n", "upstreams: {}\nroutes: []\n"})
  void anEmptyDocumentIsLegal(String text) {
    assertThat(valid(text).routes()).isEmpty();
  }

  @Test
  void leftOutKeysHaveTheDocumentedDefaults() {
    RouteDocument document =
        valid("upstreams: {u: {endpoints: ['http://h']}}\nroutes: [{match: {path: /x}, to: u}]");
    Upstream upstream =
        new Upstream(
            "u",
            List.of(URI.create("http://h")),
            new Upstream.Timeouts(
                Duration.ofSeconds(2),
                Duration.ofSeconds(30),
                Duration.ofSeconds(60),
                Duration.ZERO));
    assertThat(document.routes())
        .containsExactly(
            new Route(
                "* /x",
                Route.Source.DOCUMENT,
                null,
                PathTemplate.parse("/x"),
                Set.of(),
                new Destination.Remote(upstream),
                false,
                "u",
                null,
                0));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "https://h | missing.pem | missing.pem does not exist; name a PEM file of certificates",
        "https://h | noise.pem   | noise.pem holds",
        "https://h | .           | cannot be read (IOException)",
        "https://h | ''          | 'trust' needs a plain value",
      })
  void aTrustIsAFileOfCertificates(String endpoint, String file, String fault, @TempDir Path folder)
      throws IOException {
    Files.writeString(folder.resolve("noise.pem"), "-----BEGIN NOISE-----");
    String text = "upstreams: {u: {endpoints: ['%s'], trust: '%s'}}".formatted(endpoint, file);

    Reading reading = RouteDocument.read(folder.resolve("routes.yaml").toString(), text, LOCAL);

    assertThat(reading)
        .isInstanceOfSatisfying(
            Reading.Invalid.class,
            invalid -> assertThat(invalid.faults().toString()).contains(fault, "routes.yaml:1:"));
  }

  @Test
  void everyKeyIsRead() {
    RouteDocument document =
        valid(
            """
            upstreams:
              u:
                endpoints: [http://10.0.0.1:9001/, "https://[::1]:9002"]
                timeouts: {connect: 1s, firstByte: 2s, idle: 3s, total: 4s}
            routes:
              - match: {methods: [GET, POST], host: Shop.Example, path: "/p/**"}
                to: u
                fallback: local
                owner: shop
                body: 10MiB
            calls: {catalog: local, orders: u}
            """);
    Upstream upstream = document.upstreams().get("u");
    assertThat(upstream.endpoints())
        .containsExactly(URI.create("http://10.0.0.1:9001"), URI.create("https://[::1]:9002"));
    assertThat(upstream.timeouts())
        .isEqualTo(
            new Upstream.Timeouts(
                Duration.ofSeconds(1),
                Duration.ofSeconds(2),
                Duration.ofSeconds(3),
                Duration.ofSeconds(4)));
    assertThat(document.routes())
        .containsExactly(
            new Route(
                "GET,POST shop.example/p/**",
                Route.Source.DOCUMENT,
                "shop.example",
                PathTemplate.parse("/p/**"),
                Set.of("GET", "POST"),
                new Destination.Remote(upstream),
                true,
                "shop",
                null,
                10 << 20));
    assertThat(document.calls())
        .isEqualTo(
            Map.of(
                "catalog",
                new CallRoute(new Destination.Local(), false),
                "orders",
                new CallRoute(new Destination.Remote(upstream), false)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "a: [ | 1:5: is no YAML",
        "hello | 1:1: the document must be a mapping",
        "route: [] | 1:1: unknown key 'route'; did you mean 'routes'?",
        "upstreams: [] | 1:12: 'upstreams' must be a mapping",
        "calls: &c {} | 0",
        "a: &x {}\\nb: *x | 2:4: aliases are not taken",
        "a: !!int 7 | 1:4: tags are not taken",
        "a: \"\\\\U | is no YAML",
        "!%-0 | 1:1: tags are not taken",
        "routes: []\\nroutes: [] | 2:1: 'routes' stands twice; keep one",
        "upstreams: {local: {endpoints: ['http://h']}} | but not fallback or local",
        "upstreams: {U: {endpoints: ['http://h']}} | use lower-case words",
        "upstreams: {u: {}} | 1:16: an upstream needs at least one endpoint",
        "upstreams: {u: {endpoints: []}} | needs at least one endpoint",
        "upstreams: {u: {endpoints: 'http://h'}} | 'endpoints' is a list",
        "upstreams: {u: {endpoints: ['ftp://h']}} | neither http nor https",
        "upstreams: {u: {endpoints: ['http://h/x']}} | requests keep their own path",
        "upstreams: {u: {endpoints: ['http://h?x=1']}} | requests keep their own path",
        "upstreams: {u: {endpoints: ['http://h:99999']}} | no valid host and port",
        "upstreams: {u: {endpoints: ['http://h','http://h']}} | 1:40: endpoint 'http://h' stands twice",
        "upstreams: {u: {endpoints: ['http://h'], timeouts: {conect: 1s}}} | did you mean 'connect'?",
        "upstreams: {u: {endpoints: ['http://h'], timeouts: {idle: 0s}}} | only 'total' may be 0s",
        "upstreams: {u: {endpoints: ['http://h'], timeouts: {idle: soon}}} | write 250ms, 10s",
        "upstreams: {u: {endpoints: ['http://h'], timeouts: {idle: 2d}}} | longer than a day",
        "routes: [{to: local}] | 1:10: 'match' is missing",
        "routes: [{match: {path: /p}}] | 'to' is missing",
        "routes: [{match: {}, to: local}] | 'path' is missing",
        "routes: [{match: {path: p}, to: local}] | 1:25: path 'p': start it with '/'",
        "routes: [{match: {path: /p, methods: [GETT]}, to: local}] | 1:39: 'GETT' is no method that can be routed; did you mean 'GET'?",
        "routes: [{match: {path: /p, methods: []}, to: local}] | leave it out for every method",
        "routes: [{match: {path: /p, methods: [TRACE]}, to: local}] | is no method that can be routed",
        "routes: [{match: {path: /p, host: 'h:80'}, to: local}] | without scheme or port",
        "routes: [{match: {path: /p}, to: locale}] | 1:34: 'locale' is no upstream of this document; did you mean 'local'?",
        "routes: [{match: {path: /q}, to: local}] | no context of this process declares such a route below '/q'",
        "routes: [{match: {path: /p}, to: local, fallback: local}] | the route is local already",
        "routes: [{match: {path: /p}, to: local, body: 0}] | leave it out for no limit",
        "routes: [{match: {path: /p}, to: local, body: much}] | write 512, 64KiB",
        "routes: [{match: {path: '/p/{a}'}, to: local},{match: {path: '/p/{b}'}, to: local}] | as the route in line 1",
        "calls: {katalog: local} | 'katalog' is no context; did you mean 'catalog'?",
        "calls: {orders: local} | this process does not host 'orders'",
        "calls: {catalog: nowhere} | 'nowhere' is no upstream of this document",
      })
  void aFaultNamesItsPlaceAndTheRemedy(String text, String fault) {
    List<Fault> faults = faults(text.replace("\\n", "\n"));
    if (fault.equals("0")) {
      assertThat(faults).isEmpty();
    } else {
      assertThat(faults).hasSize(1);
      assertThat(faults.getFirst().toString()).contains(fault);
    }
  }

  @Test
  void aFallbackThatNoMethodCanTakeIsRefused() {
    String text =
        "upstreams: {u: {endpoints: ['http://h']}}\n"
            + "routes: [{match: {path: /p, methods: [POST]}, to: u, fallback: local}]";
    assertThat(faults(text))
        .singleElement()
        .asString()
        .contains("only GET and HEAD fall back and the route names neither");
  }

  @Test
  void anEndpointWithAPasswordIsRefusedWithoutRepeatingIt() {
    assertThat(faults("upstreams: {u: {endpoints: ['http://me:hunter2@h']}}"))
        .singleElement()
        .asString()
        .contains("carries no user or password")
        .doesNotContain("hunter2");
  }

  @Test
  void aProxyAloneTakesNothingLocal() {
    String text =
        """
        upstreams: {u: {endpoints: ["http://h"]}}
        routes:
          - {match: {path: /p}, to: local}
          - {match: {path: /q}, to: u, fallback: local}
        calls: {catalog: u}
        """;
    assertThat(faults(text, LocalCode.none()))
        .extracting(Fault::toString)
        .containsExactly(
            "routes.yaml:3:29: 'local': this process hosts no context; name an upstream",
            "routes.yaml:4:42: 'local': this process hosts no context; name an upstream",
            "routes.yaml:5:18: 'catalog' is no context; this process hosts no context: leave"
                + " 'calls' out");
  }

  @Test
  void aTextThatNestsTooDeepIsRefusedUnread() {
    assertThat(faults("[".repeat(100_000)))
        .singleElement()
        .asString()
        .contains("nests deeper than 16 levels");
  }

  @Test
  void moreFaultsThanAnybodyReadsAreCounted() {
    List<Fault> faults = faults("routes:\n" + "  - {}\n".repeat(100));
    assertThat(faults).hasSize(51);
    assertThat(faults.getLast().message()).isEqualTo("and 150 more; mend these first");
  }

  @Test
  void aLocalRouteOfTheDocumentIsAnsweredByADeclarationOrByNobody() {
    RouteTable table = valid("routes: [{match: {path: '/p/**'}, to: local}]").over(LOCAL);
    assertThat(table.find(null, "GET", "/p/7")).isInstanceOf(RouteTable.Match.Found.class);
    assertThat(table.find(null, "GET", "/p"))
        .isEqualTo(new RouteTable.Match.WrongMethod(Set.of("POST")));
    assertThat(table.find(null, "GET", "/p/7/8")).isEqualTo(new RouteTable.Match.Nothing());
  }

  private static RouteDocument valid(String text) {
    return switch (RouteDocument.read("routes.yaml", text, LOCAL)) {
      case Reading.Valid valid -> valid.document();
      case Reading.Invalid invalid -> throw new AssertionError(invalid.faults().toString());
    };
  }

  private static List<Fault> faults(String text) {
    return faults(text, LOCAL);
  }

  private static List<Fault> faults(String text, LocalCode local) {
    return switch (RouteDocument.read("routes.yaml", text, local)) {
      case Reading.Valid _ -> List.of();
      case Reading.Invalid invalid -> invalid.faults();
    };
  }
}
