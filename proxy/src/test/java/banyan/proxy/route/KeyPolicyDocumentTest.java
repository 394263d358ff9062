package banyan.proxy.route;

import static org.assertj.core.api.Assertions.assertThat;

import banyan.proxy.route.RouteDocument.Reading;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How a document says what a route makes of idempotency keys, and where an upstream keeps them. */
final class KeyPolicyDocumentTest {
  private static final LocalCode LOCAL =
      new LocalCode(
          List.of(SampleRoutes.declared("POST", "/api/x")), Set.of("catalog"), Set.of("catalog"));

  @Test
  void withoutAWordNothingIsMadeOfKeys() {
    assertThat(route("").keys()).isNull();
    assertThat(upstream("").ledger()).isNull();
  }

  @Test
  void everyKeyIsRead() {
    assertThat(route("idempotency: {required: true, replay: proxy, retention: 1h}").keys())
        .isEqualTo(new KeyPolicy(true, KeyPolicy.Replay.PROXY, Duration.ofHours(1)));
    assertThat(upstream("ledger: shop").ledger()).isEqualTo("shop");
  }

  @Test
  void whatIsLeftOutHasItsDefault() {
    assertThat(route("idempotency: {}").keys())
        .isEqualTo(new KeyPolicy(false, KeyPolicy.Replay.UPSTREAM, Duration.ofHours(24)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{to: legacy, idempotency: {needed: true}} | 3:55: unknown key 'needed'",
        "{to: legacy, idempotency: {required: maybe}} | 3:65: 'maybe'",
        "{to: legacy, idempotency: {replay: always}} | 3:63: 'always' answers no keys; write upstream where it keeps them itself, else proxy",
        "{to: legacy, idempotency: {retention: 1s}} | 3:66: '1s': use a time from 1m to 720h",
        "{to: local, idempotency: {}} | the route is local: its context keeps its own keys; leave it out"
      })
  void whatIsWrongIsToldWithItsPlace(String more, String fault) {
    assertThat(faults("", "{match: {path: /api/x}, " + more.substring(1))).contains(fault);
  }

  @Test
  void aRouteThatChangesNothingNeedsNoKeys() {
    assertThat(faults("", "{match: {methods: [GET], path: /a}, to: legacy, idempotency: {}}"))
        .contains("a key is for what changes something; name such a method");
  }

  @Test
  void aLedgerHasTheNameOfAContext() {
    assertThat(faults(", ledger: My Keys", "{match: {path: /a}, to: legacy}"))
        .contains("ledger 'My Keys': name the context whose table keeps the keys, such as catalog");
  }

  private static Route route(String keys) {
    String more = keys.isEmpty() ? "" : ", " + keys;
    return valid("", "{match: {path: /a}, to: legacy" + more + "}").routes().getFirst();
  }

  private static Upstream upstream(String ledger) {
    String more = ledger.isEmpty() ? "" : ", " + ledger;
    return valid(more, "{match: {path: /a}, to: legacy}").upstreams().get("legacy");
  }

  private static RouteDocument valid(String upstream, String route) {
    return ((Reading.Valid) read(upstream, route)).document();
  }

  private static String faults(String upstream, String route) {
    return String.valueOf(((Reading.Invalid) read(upstream, route)).faults());
  }

  private static Reading read(String upstream, String route) {
    String text =
        "upstreams: {legacy: {endpoints: [\"http://127.0.0.1:9000\"]%s}}\nroutes:\n  - %s\n"
            .formatted(upstream, route);
    return RouteDocument.read("routes.yaml", text, LOCAL);
  }
}
