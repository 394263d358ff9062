package banyan.proxy.route;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** What a document may say of the ways to where a migration leads a route's requests. */
final class LegsDocumentTest {
  @Test
  void aLegHasItsOwnAdapterAndTheRouteLeadsWhereItLed() {
    Route route = read("legs: {fresh: {adapt: {response: {fields: {remove: [X-A]}}}}}").getFirst();
    RouteTable table = document("legs: {fresh: {adapt: {response: {fields: {remove: [X-A]}}}}}");

    assertThat(route.to()).isEqualTo(table.destination("old"));
    assertThat(table.destination(route, "old")).isSameAs(route.to());
    assertThat(table.destination(route, "other")).isEqualTo(table.destination("other"));
    assertThat(table.destination(route, "nobody")).isNull();
    assertThat(table.destination(route, "fresh"))
        .isInstanceOfSatisfying(
            Destination.Remote.class, leg -> assertThat(leg.adapter()).isNotNull());
  }

  @Test
  void itStaysWithTheRouteWhereverThatIsSent() {
    Route route = read("legs: {fresh: {adapt: {response: {fields: {remove: [X-A]}}}}}").getFirst();

    assertThat(route.sentTo(new Destination.Local(), false).legs()).isEqualTo(route.legs());
  }

  @Test
  void namesEveryFaultWithItsPlace() {
    assertThat(faults("legs: {fresj: {adapt: {}}}"))
        .containsExactly(
            "routes.yaml:6:18: 'fresj' is no upstream of this document; did you mean 'fresh'?");
    assertThat(faults("legs: {local: {adapt: {}}}"))
        .containsExactly(
            "routes.yaml:6:18: local code knows its own contract; a leg leads to an upstream");
    assertThat(faults("legs: {old: {adapt: {}}}"))
        .containsExactly(
            "routes.yaml:6:16: the route leads there itself; write 'adapt' beside 'to'");
    assertThat(faults("legs: {fresh: {}}"))
        .containsExactly(
            "routes.yaml:6:18: 'adapt' is missing; without it the leg needs no mention");
    assertThat(faults("legs: {fresh: {adpat: {}}}"))
        .contains("routes.yaml:6:19: unknown key 'adpat'; did you mean 'adapt'?");
  }

  private static List<Route> read(String legs) {
    return ((RouteDocument.Reading.Valid) reading(legs)).document().routes();
  }

  private static RouteTable document(String legs) {
    return ((RouteDocument.Reading.Valid) reading(legs)).document().over(LocalCode.none());
  }

  private static List<String> faults(String legs) {
    return ((RouteDocument.Reading.Invalid) reading(legs))
        .faults().stream().map(RouteDocument.Fault::toString).toList();
  }

  private static RouteDocument.Reading reading(String legs) {
    return RouteDocument.read(
        "routes.yaml",
        """
        upstreams:
          old: {endpoints: ["http://127.0.0.1:9"]}
          fresh: {endpoints: ["http://127.0.0.1:10"]}
          other: {endpoints: ["http://127.0.0.1:11"]}
        routes:
        - {%s, match: {path: "/orders/**"}, to: old}
        """
            .formatted(legs),
        LocalCode.none());
  }
}
