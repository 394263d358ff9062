package banyan.proxy.balance;

import static org.assertj.core.api.Assertions.assertThat;

import banyan.proxy.resilience.Outcome;
import banyan.proxy.route.Balancing;
import banyan.proxy.route.Balancing.Ejection;
import banyan.proxy.route.Balancing.HealthCheck;
import banyan.proxy.route.CallRoute;
import banyan.proxy.route.Destination;
import banyan.proxy.route.LiveRoutes;
import banyan.proxy.route.RouteTable;
import banyan.proxy.route.Upstream;
import banyan.testing.TestSize;
import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** One upstream through failures, health checks and changes, on a clock that is moved. */
final class EndpointsTest {
  private static final long MILLI = Duration.ofMillis(1).toNanos();
  private static final Ejection RULE = Ejection.DEFAULT;
  private static final HealthCheck HEALTH =
      new HealthCheck("/health", HealthCheck.INTERVAL, HealthCheck.TIMEOUT, 3, 2, 200, 299);

  private static final Logger LOG = (Logger) LoggerFactory.getLogger(EndpointFigures.class);

  private long now = Duration.ofDays(1).toNanos();
  private final Balance balance = new Balance(() -> now);

  /** Thousands of ejections would each be a line. */
  @BeforeAll
  static void quiet() {
    LOG.setLevel(Level.OFF);
  }

  @AfterAll
  static void loud() {
    LOG.setLevel(null);
  }

  @Test
  void failuresInARowEjectUntilTheTimeIsOver() {
    Endpoints endpoints = balance.of(upstream(3));
    fail(endpoints, "10.0.0.0", RULE.consecutive());
    assertThat(state(endpoints, "10.0.0.0").state()).isEqualTo("ejected");
    assertThat(asked(endpoints)).containsExactlyInAnyOrder("10.0.0.1", "10.0.0.2");
    now += RULE.time().toNanos();
    assertThat(asked(endpoints)).contains("10.0.0.0");
    assertThat(state(endpoints, "10.0.0.0").state()).isEqualTo("well");
  }

  @Test
  void aSuccessBetweenFailuresStartsAnew() {
    Endpoints endpoints = balance.of(upstream(3));
    fail(endpoints, "10.0.0.0", RULE.consecutive() - 1);
    end(endpoints, "10.0.0.0", Outcome.SUCCESS);
    fail(endpoints, "10.0.0.0", RULE.consecutive() - 1);
    assertThat(state(endpoints, "10.0.0.0").state()).isEqualTo("well");
  }

  @Test
  void whatWasIgnoredChangesNothing() {
    Endpoints endpoints = balance.of(upstream(2));
    for (int i = 0; i < 100; i++) {
      end(endpoints, "10.0.0.0", Outcome.IGNORE);
    }
    EndpointReport report = state(endpoints, "10.0.0.0");
    assertThat(report.state()).isEqualTo("well");
    assertThat(report.requests() + report.failures() + report.inFlight()).isZero();
  }

  @Test
  void eachEjectionLastsLongerAndServingIsRewarded() {
    Endpoints endpoints = balance.of(upstream(3));
    List<Long> seconds = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      fail(endpoints, "10.0.0.0", RULE.consecutive());
      long millis = state(endpoints, "10.0.0.0").ejectedMillis();
      seconds.add(millis / 1000);
      now += millis * MILLI;
      assertThat(asked(endpoints)).contains("10.0.0.0");
    }
    assertThat(seconds).containsExactly(30L, 60L, 120L, 240L, 300L, 300L);
    now += Duration.ofHours(1).toNanos();
    fail(endpoints, "10.0.0.0", RULE.consecutive());
    assertThat(state(endpoints, "10.0.0.0").ejectedMillis()).isEqualTo(30_000);
  }

  @Test
  void onlyAShareIsEjectedAndASingleEndpointNever() {
    Endpoints four = balance.of(upstream(4));
    for (int i = 0; i < 4; i++) {
      fail(four, "10.0.0." + i, 3 * RULE.consecutive());
    }
    assertThat(four.report().stream().filter(one -> one.state().equals("ejected"))).hasSize(2);
    Endpoints one = balance.of(new Upstream("one", origins(1), Upstream.Timeouts.DEFAULT));
    fail(one, "10.0.0.0", 100);
    assertThat(asked(one)).containsExactly("10.0.0.0");
  }

  @Test
  void anOutlierIsEjectedWhenTheWindowEnds() {
    Endpoints endpoints = balance.of(upstream(3));
    for (int i = 0; i < 300; i++) {
      end(endpoints, "10.0.0.0", i % 2 == 0 ? Outcome.FAILURE : Outcome.SUCCESS);
      end(endpoints, "10.0.0.1", Outcome.SUCCESS);
      end(endpoints, "10.0.0.2", Outcome.SUCCESS);
    }
    assertThat(state(endpoints, "10.0.0.0").state()).isEqualTo("well");
    now += RULE.window().toNanos();
    assertThat(asked(endpoints)).doesNotContain("10.0.0.0");
    assertThat(state(endpoints, "10.0.0.0").state()).isEqualTo("ejected");
  }

  @Test
  void unhealthyEndpointsGetNothingUntilTooFewAreWell() {
    Endpoints endpoints = balance.of(upstream(4, HEALTH));
    check(endpoints, "10.0.0.0", false, 3);
    check(endpoints, "10.0.0.1", false, 3);
    assertThat(asked(endpoints)).containsExactlyInAnyOrder("10.0.0.2", "10.0.0.3");
    check(endpoints, "10.0.0.2", false, 3);
    assertThat(asked(endpoints)).hasSize(4);
    assertThat(state(endpoints, "10.0.0.0").used()).isTrue();
    check(endpoints, "10.0.0.0", true, 2);
    assertThat(asked(endpoints)).containsExactlyInAnyOrder("10.0.0.0", "10.0.0.3");
  }

  @Test
  void whoIsNotCheckedAnyMoreCountsAsWell() {
    Endpoints endpoints = balance.of(upstream(3, HEALTH));
    check(endpoints, "10.0.0.0", false, 3);
    endpoints.define(upstream(3));
    assertThat(asked(endpoints)).hasSize(3);
  }

  @Test
  void aFurtherAttemptGoesElsewhereAndInTheEndToWhomeverIsLeft() {
    Endpoints endpoints = balance.of(upstream(3, HEALTH));
    check(endpoints, "10.0.0.0", false, 3);
    Pick first = endpoints.choose(null, null);
    Pick second = endpoints.choose(null, first);
    Pick third = endpoints.choose(null, second);
    assertThat(List.of(host(first), host(second)))
        .containsExactlyInAnyOrder("10.0.0.1", "10.0.0.2");
    assertThat(host(third)).isEqualTo("10.0.0.0");
    assertThat(endpoints.choose(null, third)).isNull();
  }

  @Test
  void aKeyFindsTheSameEndpointAndComesBackToIt() {
    Endpoints endpoints = balance.of(upstream(5));
    String home = host(endpoints.choose("ada", null));
    for (int i = 0; i < 100; i++) {
      assertThat(host(endpoints.choose("ada", null))).isEqualTo(home);
    }
    fail(endpoints, home, RULE.consecutive());
    String refuge = host(endpoints.choose("ada", null));
    assertThat(refuge).isNotEqualTo(home);
    now += RULE.time().toNanos();
    assertThat(host(endpoints.choose("ada", null))).isEqualTo(home);
  }

  @Test
  void whoStaysThroughAChangeKeepsWhatIsKnownOfIt() {
    Upstream before = upstream(3);
    LiveRoutes live = new LiveRoutes(table(before));
    balance.follow(live);
    Endpoints endpoints = balance.of(before);
    fail(endpoints, "10.0.0.0", RULE.consecutive());
    Pick inFlight = endpoints.choose("ada", null);
    live.replace(table(new Upstream("u", origins(5).subList(0, 5), Upstream.Timeouts.DEFAULT)));
    assertThat(state(endpoints, "10.0.0.0").state()).isEqualTo("ejected");
    assertThat(endpoints.report()).hasSize(5);
    assertThat(endpoints.report().stream().mapToInt(EndpointReport::inFlight).sum()).isOne();
    // A request by the older table is sent by the newer one.
    assertThat(balance.of(before)).isSameAs(endpoints);
    assertThat(endpoints.report()).hasSize(5);
    Objects.requireNonNull(inFlight).ended(Outcome.SUCCESS, MILLI);
    inFlight.ended(Outcome.FAILURE, MILLI);
    assertThat(endpoints.report().stream().mapToInt(EndpointReport::inFlight).sum()).isZero();
    live.replace(new RouteTable(List.of()));
    assertThat(balance.report()).isEmpty();
  }

  /** Whatever happens in whatever order, some endpoint is chosen and the caps hold. */
  @Test
  void neverIsNobodyChosen() {
    int runs = TestSize.pick("histories", 20, 200, 5_000);
    for (int seed = 0; seed < runs; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      int count = random.nextInt(1, 8);
      Endpoints endpoints = new Balance(() -> now).of(upstream(count, HEALTH));
      for (int step = 0; step < 200; step++) {
        String host = "10.0.0." + random.nextInt(count);
        switch (random.nextInt(4)) {
          case 0 -> fail(endpoints, host, random.nextInt(1, 8));
          case 1 -> end(endpoints, host, Outcome.SUCCESS);
          case 2 -> check(endpoints, host, random.nextBoolean(), 1);
          default -> now += random.nextLong(RULE.timeMax().toNanos());
        }
        assertThat(endpoints.choose(random.nextBoolean() ? "key" + step : null, null)).isNotNull();
        assertThat(endpoints.report().stream().filter(one -> one.state().equals("ejected")).count())
            .isLessThanOrEqualTo(Ejections.max(RULE, count));
      }
    }
  }

  private static RouteTable table(Upstream upstream) {
    return new RouteTable(
        List.of(), Map.of("shop", new CallRoute(new Destination.Remote(upstream), false)));
  }

  private static Upstream upstream(int count) {
    return upstream(count, null);
  }

  private static Upstream upstream(int count, @Nullable HealthCheck health) {
    return new Upstream(
        "u",
        origins(count),
        Upstream.Timeouts.DEFAULT,
        null,
        new Balancing(Map.of(), null, Duration.ZERO, 0.3, health, RULE));
  }

  private static List<URI> origins(int count) {
    return IntStream.range(0, count).mapToObj(i -> URI.create("http://10.0.0." + i)).toList();
  }

  private static Endpoint endpoint(Endpoints endpoints, String host) {
    return endpoints.all().stream()
        .filter(one -> one.origin().getHost().equals(host))
        .findFirst()
        .orElseThrow();
  }

  private void fail(Endpoints endpoints, String host, int times) {
    for (int i = 0; i < times; i++) {
      end(endpoints, host, Outcome.FAILURE);
    }
  }

  private void end(Endpoints endpoints, String host, Outcome outcome) {
    new Pick(endpoints, endpoint(endpoints, host), now, null).ended(outcome, MILLI);
  }

  private static void check(Endpoints endpoints, String host, boolean isGood, int times) {
    for (int i = 0; i < times; i++) {
      endpoints.checked(endpoint(endpoints, host), isGood);
    }
  }

  private static EndpointReport state(Endpoints endpoints, String host) {
    return endpoints.report().stream()
        .filter(one -> one.endpoint().equals("http://" + host))
        .findFirst()
        .orElseThrow();
  }

  private static String host(@Nullable Pick pick) {
    return Objects.requireNonNull(pick).origin().getHost();
  }

  /** Who gets some of many requests that all go well. */
  private Set<String> asked(Endpoints endpoints) {
    Set<String> hosts = new HashSet<>();
    for (int i = 0; i < 200; i++) {
      Pick pick = Objects.requireNonNull(endpoints.choose(null, null));
      hosts.add(host(pick));
      pick.ended(Outcome.IGNORE, MILLI);
    }
    return hosts;
  }
}
