package banyan.proxy.route;

import static org.assertj.core.api.Assertions.assertThat;

import banyan.proxy.route.Balancing.Affinity;
import banyan.proxy.route.Balancing.Ejection;
import banyan.proxy.route.Balancing.HealthCheck;
import banyan.proxy.route.RouteDocument.Reading;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a document says of an upstream's endpoints. */
final class BalancingDocumentTest {
  @Test
  void leftOutKeysHaveTheDocumentedDefaults() {
    assertThat(read("{endpoints: ['http://h']}").balancing())
        .isEqualTo(
            new Balancing(
                Map.of(),
                null,
                Duration.ofSeconds(10),
                0.3,
                null,
                new Ejection(
                    5,
                    true,
                    Duration.ofSeconds(10),
                    Duration.ofSeconds(30),
                    Duration.ofMinutes(5),
                    0.5)));
    assertThat(read("{endpoints: ['http://h'], health: {path: /up}}").balancing().health())
        .isEqualTo(
            new HealthCheck("/up", Duration.ofSeconds(10), Duration.ofSeconds(2), 3, 2, 200, 299));
  }

  @Test
  void everyKeyIsRead() {
    Upstream upstream =
        read(
            """
            {endpoints: ["http://a", {url: "http://b:81/", weight: 3}, {url: "http://c"}],
             balance: {affinity: {ownCookie: stay}, slowStart: 0s, panic: 0%},
             health: {path: "/up?deep=1", interval: 50ms, timeout: 1s, unhealthyAfter: 1,
                      healthyAfter: 4, status: 200-399},
             eject: {failures: 0, outliers: false, window: 1m, time: 2m, timeMax: 3m, share: 100%}}
            """);
    assertThat(upstream.endpoints())
        .containsExactly(URI.create("http://a"), URI.create("http://b:81"), URI.create("http://c"));
    assertThat(upstream.balancing())
        .isEqualTo(
            new Balancing(
                Map.of(URI.create("http://b:81"), 3),
                new Affinity.OwnCookie("stay"),
                Duration.ZERO,
                0,
                new HealthCheck(
                    "/up?deep=1", Duration.ofMillis(50), Duration.ofSeconds(1), 1, 4, 200, 399),
                new Ejection(
                    0,
                    false,
                    Duration.ofMinutes(1),
                    Duration.ofMinutes(2),
                    Duration.ofMinutes(3),
                    1)));
  }

  @Test
  void affinityIsByOneThing() {
    assertThat(affinity("{cookie: JSESSIONID}")).isEqualTo(new Affinity.Cookie("JSESSIONID"));
    assertThat(affinity("{field: X-User}")).isEqualTo(new Affinity.Field("x-user"));
  }

  @Test
  void aSingleStatusAndALongFirstEjectionAreLegal() {
    Balancing balancing =
        read("{endpoints: ['http://h'], health: {path: /, status: 204}, eject: {time: 10m}}")
            .balancing();
    HealthCheck health = Objects.requireNonNull(balancing.health());
    assertThat(health.isGood(204)).isTrue();
    assertThat(health.isGood(200)).isFalse();
    assertThat(balancing.ejection().timeMax()).isEqualTo(Duration.ofMinutes(10));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      value = {
        "endpoints: [{weight: 2}] | 'url' is missing",
        "endpoints: [{url: 'http://h', weigth: 2}] | did you mean 'weight'?",
        "endpoints: [{url: 'http://h', weight: 0}] | from 1 to 1000",
        "endpoints: [{url: 'http://h/x'}] | requests keep their own path",
        "endpoints: ['http://h', {url: 'http://h', weight: 2}] | stands twice",
        "endpoints: [[]] | takes URLs and mappings",
        "balance: {afinity: {cookie: x}} | did you mean 'affinity'?",
        "balance: {affinity: {}} | 'affinity' names one thing",
        "balance: {affinity: {cookie: x, field: y}} | 'affinity' names one thing",
        "balance: {affinity: {cookie: 'a b'}} | is no name of a field or a cookie",
        "balance: {affinity: {field: Banyan-Caller}} | name another field",
        "balance: {slowStart: 2h} | longer than an hour",
        "balance: {panic: 0.5} | write 0% to 100%",
        "balance: {panic: 101%} | write 0% to 100%",
        "health: {interval: 1s} | 1:50: 'path' is missing; write health: {path: /health}",
        "health: {path: health} | write one from the root",
        "health: {path: '/a b'} | write one from the root",
        "health: {path: '/a#b'} | write one from the root",
        "health: {path: /, interval: 1ms} | write 50ms or more",
        "health: {path: /, timeout: 0s} | write 50ms or more",
        "health: {path: /, status: 99} | write one, such as 200, or a range",
        "health: {path: /, status: 300-200} | write one, such as 200, or a range",
        "health: {path: /, healthyAfter: 0} | from 1 to 1000",
        "health: {path: /, intervall: 1s} | did you mean 'interval'?",
        "eject: {failures: -1} | from 0 to 1000",
        "eject: {outliers: perhaps} | write true or false",
        "eject: {time: 1m, timeMax: 30s} | 'timeMax' is less than 'time'",
        "eject: {share: half} | write 0% to 100%",
        "eject: {consecutive: 5} | unknown key 'consecutive'",
      })
  void faultsNameThePlaceAndTheRemedy(String part, String message) {
    String endpoints = part.startsWith("endpoints") ? "" : "endpoints: ['http://h'], ";
    Reading reading =
        RouteDocument.read(
            "routes.yaml", "upstreams: {u: {" + endpoints + part + "}}", LocalCode.none());
    assertThat(reading).isInstanceOf(Reading.Invalid.class);
    List<RouteDocument.Fault> faults = ((Reading.Invalid) reading).faults();
    assertThat(faults).anySatisfy(fault -> assertThat(fault.toString()).contains(message));
    assertThat(faults).allSatisfy(fault -> assertThat(fault.line()).isPositive());
  }

  private static Affinity affinity(String text) {
    return Objects.requireNonNull(
        read("{endpoints: ['http://h'], balance: {affinity: " + text + "}}")
            .balancing()
            .affinity());
  }

  private static Upstream read(String upstream) {
    Reading reading =
        RouteDocument.read(
            "routes.yaml", "upstreams: {u: " + upstream.strip() + "}", LocalCode.none());
    assertThat(reading).isInstanceOf(Reading.Valid.class);
    return Objects.requireNonNull(((Reading.Valid) reading).document().upstreams().get("u"));
  }
}
