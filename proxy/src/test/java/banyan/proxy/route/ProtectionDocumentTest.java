package banyan.proxy.route;

import static org.assertj.core.api.Assertions.assertThat;

import banyan.proxy.resilience.AttemptEnd;
import banyan.proxy.resilience.BreakerPolicy;
import banyan.proxy.resilience.HedgePolicy;
import banyan.proxy.resilience.InFlightPolicy;
import banyan.proxy.resilience.Protection;
import banyan.proxy.resilience.RetryPolicy;
import banyan.proxy.route.RouteDocument.Reading;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How a document says what guards an upstream and a route. */
final class ProtectionDocumentTest {
  private static final LocalCode LOCAL =
      new LocalCode(
          List.of(SampleRoutes.declared("GET", "/api/x")), Set.of("catalog"), Set.of("catalog"));

  @Test
  void withoutAWordTheSafeDefaultsHold() {
    Protection protection = of("");
    assertThat(protection).isSameAs(Protection.DEFAULT);
    assertThat(protection.hedge()).isNull();
    assertThat(protection.inFlight()).isNull();
    assertThat(protection.breaker()).isEqualTo(BreakerPolicy.DEFAULT);
    assertThat(protection.retry())
        .isEqualTo(
            new RetryPolicy(
                1,
                Set.of(AttemptEnd.UNPROCESSED, AttemptEnd.BROKEN),
                false,
                Duration.ofMillis(25),
                Duration.ofMillis(500),
                0.2,
                10,
                65_536));
  }

  @Test
  void everyKeyIsRead() {
    Protection protection =
        of(
            """
                retry: {times: 3, when: [late, unavailable], keyed: true, backoff: 2ms, backoffMax: 9ms, budget: 50%, floor: 0, body: 1KiB}
                hedge: {percentile: 90, atLeast: 0ms}
                breaker: {failures: 20%, calls: 5, within: 1m, pause: 2s, pauseMax: 4s, probes: 1}
                inFlight: {max: 7, queue: 8, wait: 9ms}
            """);
    assertThat(protection)
        .isEqualTo(
            new Protection(
                new RetryPolicy(
                    3,
                    Set.of(AttemptEnd.LATE, AttemptEnd.UNAVAILABLE),
                    true,
                    Duration.ofMillis(2),
                    Duration.ofMillis(9),
                    0.5,
                    0,
                    1024),
                new HedgePolicy(90, Duration.ZERO),
                new BreakerPolicy(
                    0.2, 5, Duration.ofMinutes(1), Duration.ofSeconds(2), Duration.ofSeconds(4), 1),
                new InFlightPolicy(7, 8, Duration.ofMillis(9))));
  }

  @Test
  void partsAreSwitchedByAWord() {
    Protection off = of("    retry: off\n    hedge: off\n    breaker: off\n");
    assertThat(off.retry().times()).isZero();
    assertThat(off.retry().budgetFloor()).isEqualTo(10);
    assertThat(off.hedge()).isNull();
    assertThat(off.breaker()).isNull();
    Protection on = of("    retry: on\n    hedge: on\n    breaker: on\n");
    assertThat(on.retry()).isEqualTo(RetryPolicy.DEFAULT);
    assertThat(on.hedge()).isEqualTo(HedgePolicy.DEFAULT);
    assertThat(on.breaker()).isEqualTo(BreakerPolicy.DEFAULT);
  }

  @Test
  void aRouteHasPlaces() {
    Reading reading =
        read(
            """
            upstreams:
              legacy: {endpoints: ["http://h:1"]}
            routes:
              - {match: {path: /a}, to: legacy, inFlight: {max: 3}}
            """);
    assertThat(reading).isInstanceOf(Reading.Valid.class);
    assertThat(((Reading.Valid) reading).document().routes().getFirst().inFlight())
        .isEqualTo(new InFlightPolicy(3, 0, Duration.ofSeconds(1)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "retry: maybe | 'retry' is on, off or a mapping with the keys backoff, backoffMax, body,",
        "retry: {time: 1} | unknown key 'time'; did you mean 'times'?",
        "retry: {times: 11} | '11' is not a whole number from 0 to 10",
        "retry: {when: [broke]} | 'broke' is no end of an attempt; did you mean 'broken'?",
        "retry: {when: [late, late]} | 'late' stands twice; keep one",
        "retry: {budget: 20} | '20' is no share; write 0% to 100%",
        "retry: {backoff: 2s} | 'backoff' is longer than 'backoffMax'; raise 'backoffMax' too",
        "retry: {backoff: 0ms} | '0ms': use a time from 1ms to 60s",
        "retry: {body: 2MiB} | '2MiB': use 1 to 1048576 bytes",
        "hedge: {percentile: 100} | '100' is not a whole number from 50 to 99",
        "breaker: {failures: 0%} | '0%' is no share; write 1% to 100%",
        "breaker: {pause: 1m} | 'pause' is longer than 'pauseMax'; raise 'pauseMax' too",
        "breaker: {probe: 1} | unknown key 'probe'; did you mean 'probes'?",
        "inFlight: 9 | 'inFlight' must be a mapping of keys to values",
        "inFlight: {queue: 9} | 'inFlight' needs 'max'; write inFlight: {max: 100}"
      })
  void whatIsWrongIsSaid(String line, String fault) {
    Reading reading = read(document("    " + line + "\n"));
    assertThat(reading).isInstanceOf(Reading.Invalid.class);
    assertThat(((Reading.Invalid) reading).faults())
        .anySatisfy(
            found -> {
              assertThat(found.message()).startsWith(fault);
              assertThat(found.line()).isEqualTo(4);
            });
  }

  @Test
  void whatIsLocalHasNoPlacesOfTheProxy() {
    Reading reading =
        RouteDocument.read(
            "routes.yaml",
            "routes:\n  - {match: {path: /api/**}, to: local, inFlight: {max: 1}}\n",
            LOCAL);
    assertThat(((Reading.Invalid) reading).faults())
        .extracting(RouteDocument.Fault::message)
        .containsExactly(
            "the route is local; 'proxy.local.concurrent' limits local code, leave 'inFlight' out");
  }

  private static Protection of(String lines) {
    Reading reading = read(document(lines));
    assertThat(reading).isInstanceOf(Reading.Valid.class);
    return Objects.requireNonNull(((Reading.Valid) reading).document().upstreams().get("legacy"))
        .protection();
  }

  private static String document(String lines) {
    return "upstreams:\n  legacy:\n    endpoints: [\"http://h:1\"]\n" + lines;
  }

  private static Reading read(String text) {
    return RouteDocument.read("routes.yaml", text, LocalCode.none());
  }
}
