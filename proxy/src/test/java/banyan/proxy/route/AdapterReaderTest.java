package banyan.proxy.route;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** What a document may say of an adapter, and what it is told when it says something else. */
final class AdapterReaderTest {
  @Test
  void readsPathFieldsAndBodies() {
    Adapter adapter =
        SampleAdapters.read(
            """
                request:
                  path: /v2/items/{id}
                  fields: {set: {X-Api: "2"}, remove: [X-Old], rename: {X-A: X-B}}
                  body: [{drop: /internal}]
                response:
                  body: [{rename: /name, to: title}, {constant: /version, value: 1}]
            """);
    assertThat(adapter.path()).isNotNull();
    assertThat(adapter.request().fields().set()).containsEntry("X-Api", "2");
    assertThat(adapter.request().fields().remove()).containsExactly("x-old");
    assertThat(adapter.request().fields().rename()).containsEntry("x-a", "x-b");
    assertThat(adapter.request().body().edits()).hasSize(1);
    assertThat(adapter.response().fields().isEmpty()).isTrue();
    assertThat(adapter.response().body().edits()).hasSize(2);
  }

  @Test
  void namesEveryFaultWithItsPlace() {
    assertThat(
            SampleAdapters.faults(
                """
                    request:
                      path: /v2/{sku}
                      fields: {set: {Host: other, X-A: "a\\nb"}, remove: [Banyan-Caller], renam: {}}
                      body:
                      - {renamed: /a, to: b}
                      - {rename: a, to: b}
                      - {move: /items/*/a, to: /b}
                      - {move: /a, to: /a/b}
                      - {default: /a}
                      - {drop: /items/*}
                      - {convert: /a, to: date}
                      - {constant: /a, value: .inf}
                """))
        .containsExactly(
            "routes.yaml:7:13: path '/v2/{sku}': {sku} is not in the route's"
                + " '/api/v1/products/{id}'",
            "routes.yaml:8:28: 'Host' frames, routes or identifies a message; the proxy alone"
                + " writes it",
            "routes.yaml:8:40: a field's value is 1 to 4096 visible ASCII characters, with spaces"
                + " inside",
            "routes.yaml:8:58: 'Banyan-Caller' frames, routes or identifies a message; the proxy"
                + " alone writes it",
            "routes.yaml:8:74: unknown key 'renam'; did you mean 'rename'?",
            "routes.yaml:10:9: an edit starts with one of rename, move, default, constant, drop,"
                + " convert; did you mean 'rename'?",
            "routes.yaml:11:18: place 'a': write it as /field or /items/*/id",
            "routes.yaml:12:32: move '/items/*/a' to '/b': both must be the same up to the last"
                + " '*'; a field stays in its element",
            "routes.yaml:13:24: move '/a' to '/a/b': a field cannot move into itself",
            "routes.yaml:14:9: 'value' is missing; write value: 2, or value: null",
            "routes.yaml:15:16: place '/items/*': it must end in the name of a field, not in '*'",
            "routes.yaml:16:27: 'date': convert to string, number or boolean",
            "routes.yaml:17:31: '.inf' is no number of JSON; quote it for a text");
  }

  @Test
  void refusesAnAdapterThatChangesNothing() {
    assertThat(SampleAdapters.faults("    {}"))
        .containsExactly(
            "routes.yaml:6:5: 'adapt' changes nothing; name 'request' or 'response', or leave it"
                + " out");
  }
}
