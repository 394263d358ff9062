package banyan.proxy.route;

import static org.assertj.core.api.Assertions.assertThat;

import banyan.proxy.route.LocalCode.Need;
import banyan.proxy.route.RouteDocument.Fault;
import banyan.proxy.route.RouteDocument.Reading;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The {@code calls} of a document, in a process that hosts orders, which calls the catalogue. */
final class CallsDocumentTest {
  private static final LocalCode ORDERS =
      new LocalCode(
          List.of(),
          Set.of("catalog", "orders"),
          Set.of("orders"),
          List.of(),
          List.of(new Need("orders", "catalog")));
  private static final LocalCode BOTH =
      new LocalCode(
          List.of(),
          Set.of("catalog", "orders"),
          Set.of("orders", "catalog"),
          List.of(),
          List.of(new Need("orders", "catalog")));
  private static final String UPSTREAM = "upstreams: {u: {endpoints: ['http://h']}}\n";

  @Test
  void readsBothForms() {
    assertThat(calls("calls: {catalog: u}", ORDERS).fallsBack()).isFalse();
    assertThat(calls("calls: {catalog: {to: u}}", ORDERS).fallsBack()).isFalse();
    CallRoute longForm = calls("calls: {catalog: {to: u, fallback: local}}", BOTH);
    assertThat(longForm.fallsBack()).isTrue();
    assertThat(longForm.to().name()).isEqualTo("u");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "routes: [] | routes.yaml:1:1: orders calls catalog, which this process does not host;"
            + " write calls: {catalog: <upstream>}",
        "calls: {orders: local} | 2:8: orders calls catalog, which this process does not host",
        "calls: {catalog: {to: u, fallback: local}} |"
            + " 2:36: 'local': this process does not host 'catalog'; leave 'fallback' out",
        "calls: {catalog: {fallback: u}} | 2:18: 'to' is missing; write to: local",
        "calls: {catalog: {to: u, fall: local}} | 2:26: unknown key 'fall'",
        "calls: {catalog: [u]} | 2:18: 'catalog' needs a plain value",
        "calls: {catalog: {to: local}} | 2:23: 'local': this process does not host 'catalog'",
      })
  void namesThePlaceOfAFaultAndTheRemedy(String text, String fault) {
    assertThat(faults(UPSTREAM + text, ORDERS)).singleElement().asString().contains(fault);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "calls: {catalog: {to: u, fallback: u}} | 2:36: 'u' is no fallback; the only one is local",
        "calls: {catalog: {to: local, fallback: local}} | 2:40: the calls are local already",
      })
  void holdsTheFallbackToWhatItCanBe(String text, String fault) {
    assertThat(faults(UPSTREAM + text, BOTH)).singleElement().asString().contains(fault);
  }

  @Test
  void anEmptyDocumentPlacesNobody() {
    assertThat(faults("", ORDERS)).singleElement().asString().contains("orders calls catalog");
    assertThat(faults("", BOTH)).isEmpty();
  }

  private static CallRoute calls(String text, LocalCode local) {
    return switch (RouteDocument.read("routes.yaml", UPSTREAM + text, local)) {
      case Reading.Valid valid -> valid.document().calls().get("catalog");
      case Reading.Invalid invalid -> throw new AssertionError(invalid.faults().toString());
    };
  }

  private static List<Fault> faults(String text, LocalCode local) {
    return switch (RouteDocument.read("routes.yaml", text, local)) {
      case Reading.Valid _ -> List.of();
      case Reading.Invalid invalid -> invalid.faults();
    };
  }
}
