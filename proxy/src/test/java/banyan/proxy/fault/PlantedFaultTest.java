package banyan.proxy.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import banyan.proxy.match.WireHead;
import banyan.proxy.publish.Reason;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.eclipse.jetty.http.HttpFields;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a fault may be, and which requests it befalls. */
final class PlantedFaultTest {
  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
  private static final String ROUTE = "GET /api/**";
  private static final WireHead HEAD =
      new WireHead(
          "shop.example",
          "GET",
          "/api/a",
          null,
          HttpFields.build().add("X-Test", "on").asImmutable());

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '"',
      nullValues = "-",
      value = {
        "GET /api/**, \"\", \"\", \"\", \"\", true",
        "GET /other, \"\", \"\", \"\", \"\", false",
        "\"\", Shop.Example., \"\", \"\", \"\", true",
        "\"\", other.example, \"\", \"\", \"\", false",
        "\"\", \"\", \"\", /api/{x}, \"\", true",
        "\"\", \"\", \"\", /api, \"\", false",
        "\"\", \"\", \"HEAD,GET\", /**, \"\", true",
        "\"\", \"\", POST, /**, \"\", false",
        "\"\", \"\", \"\", \"\", x-test, true",
        "\"\", \"\", \"\", \"\", X-Test=on, true",
        "\"\", \"\", \"\", \"\", X-Test=off, false",
        "\"\", \"\", \"\", \"\", X-Other, false",
      })
  void befallsRequestsThatMeetAllThatIsGiven(
      String route, String host, String methods, String path, String field, boolean isCovered) {
    FaultScope scope =
        FaultScope.parse(route, host, methods, path, field.isEmpty() ? List.of() : List.of(field));
    assertThat(scope.covers(ROUTE, HEAD)).isEqualTo(isCovered);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "\"\"|\"\"|\"\"|say where",
        "GET|\"\"|\"\"|say where",
        "get|/x|\"\"|upper-case",
        "\"\"|x|\"\"|start it with '/'",
        "\"\"|/x|authorization|take another one",
        "\"\"|/x|Banyan-Caller|take another one",
        "\"\"|/x|a b|NAME=VALUE",
      })
  void refusesScopesAndSaysWhatWouldBeRight(
      String methods, String path, String field, String remedy) {
    List<String> fields = field.isEmpty() ? List.of() : List.of(field);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> FaultScope.parse("", "", methods, path, fields))
        .withMessageContaining(remedy);
  }

  @ParameterizedTest
  @CsvSource({
    "latency, 0ms",
    "latency, 31s",
    "latency, soon",
    "abort, 200",
    "abort, 600",
    "bandwidth, 63",
    "bandwidth, 2GiB",
    "melt, 1"
  })
  void refusesWhatIsBeyondTheLimits(String word, String value) {
    assertThatIllegalArgumentException().isThrownBy(() -> FaultKind.parse(word, value));
  }

  @Test
  void lastsAnHourAtMostAndNamesItsReason() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> PlantedFault.requireTime(Duration.ofMinutes(61)));
    assertThatIllegalArgumentException().isThrownBy(() -> PlantedFault.requireTime(Duration.ZERO));
    assertThatIllegalArgumentException().isThrownBy(() -> fault("a", 100, " ", 1));
    assertThatIllegalArgumentException().isThrownBy(() -> fault("A b", 100, "why", 1));
    assertThatIllegalArgumentException().isThrownBy(() -> fault("a", 0, "why", 1));
    assertThatIllegalArgumentException().isThrownBy(() -> fault("a", 101, "why", 1));
  }

  @Test
  void theOldestInWhoseShareTheRequestIsBefallsItAlone() {
    FaultPlan plan =
        new FaultPlan(
            List.of(
                new ActiveFault(fault("ended", 100, "why", 0)),
                new ActiveFault(fault("some", 10, "why", 1)),
                new ActiveFault(fault("all", 100, "why", 1))));
    assertThat(struck(plan, 9)).isEqualTo("some");
    assertThat(struck(plan, 10)).isEqualTo("all");
    assertThat(struck(new FaultPlan(List.of(new ActiveFault(fault("a", 10, "why", 1)))), 10))
        .isEqualTo("none");
    assertThat(plan.hasEnded(NOW)).isTrue();
  }

  private static String struck(FaultPlan plan, int drawn) {
    ActiveFault fault = plan.befalling(ROUTE, HEAD, NOW, () -> drawn);
    return fault == null ? "none" : fault.planted().name();
  }

  private static PlantedFault fault(String name, int percent, String why, int seconds) {
    return new PlantedFault(
        name,
        FaultScope.parse("", "", "", "/api/**", List.of()),
        percent,
        new FaultKind.Reset(),
        NOW.plusSeconds(seconds),
        new Reason("ada", why));
  }
}
