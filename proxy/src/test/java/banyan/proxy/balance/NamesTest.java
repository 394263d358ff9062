package banyan.proxy.balance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import banyan.proxy.resilience.Outcome;
import banyan.proxy.route.Upstream;
import io.opentelemetry.api.OpenTelemetry;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Names whose addresses change while requests go there. */
final class NamesTest {
  private final Map<String, List<String>> zone = new ConcurrentHashMap<>();
  private final AtomicInteger lookups = new AtomicInteger();
  private final AtomicInteger found = new AtomicInteger();
  private final EndpointFigures figures =
      new EndpointFigures(OpenTelemetry.noop().getMeter("test"));
  private final Endpoints endpoints =
      new Endpoints(
          new Upstream(
              "shop",
              List.of(URI.create("http://shop.example:8080"), URI.create("http://10.0.0.9")),
              Upstream.Timeouts.DEFAULT),
          figures,
          System::nanoTime);
  private final Names names = new Names(this::lookUp, figures, _ -> found.incrementAndGet());

  private InetAddress[] lookUp(String host) throws UnknownHostException {
    try {
      List<String> addresses = zone.get(host);
      if (addresses == null) {
        throw new UnknownHostException(host);
      }
      return addresses.stream().map(InetAddress::ofLiteral).toArray(InetAddress[]::new);
    } finally {
      lookups.incrementAndGet();
    }
  }

  @Test
  void literalAddressesAreNoNames() {
    assertThat(
            Names.of(
                new Upstream(
                    "u",
                    List.of(
                        URI.create("http://10.0.0.1"),
                        URI.create("http://[::1]:80"),
                        URI.create("http://a.example")),
                    Upstream.Timeouts.DEFAULT)))
        .containsExactly("a.example");
  }

  @Test
  void aNameWithSeveralAddressesIsSeveralEndpoints() {
    assertThat(addresses()).containsExactly("-", "-");
    zone.put("shop.example", List.of("192.0.2.2", "192.0.2.1", "2001:db8::1", "192.0.2.1"));
    find();
    assertThat(addresses()).containsExactly("2001:db8:0:0:0:0:0:1", "192.0.2.1", "192.0.2.2", "-");
    // They were there all the time: none begins slowly.
    assertThat(endpoints.all()).allSatisfy(one -> assertThat(one.share(0, 1)).isEqualTo(1));
  }

  @Test
  void whoStaysKeepsWhatIsKnownAndWhoComesBeginsSlowly() {
    zone.put("shop.example", List.of("192.0.2.1", "192.0.2.2"));
    find();
    Endpoint stays = endpoints.all().get(1);
    new Pick(endpoints, stays, 0, null).ended(Outcome.SUCCESS, 1_000_000);
    zone.put("shop.example", List.of("192.0.2.2", "192.0.2.3"));
    find();
    assertThat(addresses()).containsExactly("192.0.2.2", "192.0.2.3", "-");
    assertThat(endpoints.all().getFirst()).isSameAs(stays);
    assertThat(endpoints.report().getFirst().requests()).isOne();
    long minute = Duration.ofMinutes(1).toNanos();
    assertThat(endpoints.all().get(1).share(System.nanoTime(), minute)).isLessThan(0.5);
  }

  @Test
  void aNameThatIsLostKeepsTheLastAddresses() {
    zone.put("shop.example", List.of("192.0.2.1"));
    find();
    zone.remove("shop.example");
    find();
    assertThat(addresses()).containsExactly("192.0.2.1", "-");
    zone.put("shop.example", List.of());
    find();
    assertThat(addresses()).containsExactly("192.0.2.1", "-");
    zone.put("shop.example", List.of("192.0.2.7"));
    find();
    assertThat(addresses()).containsExactly("192.0.2.7", "-");
  }

  @Test
  void aPickKnowsItsAddress() {
    zone.put("shop.example", List.of("192.0.2.1"));
    find();
    for (int i = 0; i < 50; i++) {
      Pick pick = Objects.requireNonNull(endpoints.choose(null, null));
      boolean isName = pick.origin().getHost().equals("shop.example");
      assertThat(pick.connectionKey().address())
          .isEqualTo(isName ? InetAddress.ofLiteral("192.0.2.1") : null);
    }
  }

  @Test
  void aLookUpThatHangsIsNotBegunAgain() throws InterruptedException {
    CountDownLatch mayEnd = new CountDownLatch(1);
    CountDownLatch begun = new CountDownLatch(1);
    AtomicInteger count = new AtomicInteger();
    Names hanging =
        new Names(
            host -> {
              count.incrementAndGet();
              begun.countDown();
              try {
                mayEnd.await();
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
              throw new UnknownHostException(host);
            },
            figures,
            _ -> {});
    for (int i = 0; i < 10; i++) {
      hanging.find(List.of(endpoints));
    }
    begun.await();
    mayEnd.countDown();
    assertThat(count).hasValue(1);
    assertThat(addresses()).containsExactly("-", "-");
  }

  /** Looks up, and waits until that is done. */
  private void find() {
    int before = lookups.get();
    await()
        .atMost(Duration.ofSeconds(20))
        .pollInterval(Duration.ofMillis(1))
        .until(
            () -> {
              names.find(List.of(endpoints));
              return lookups.get() > before;
            });
    // The next look-up begins when this one is over.
    int last = lookups.get();
    await()
        .atMost(Duration.ofSeconds(20))
        .pollInterval(Duration.ofMillis(1))
        .until(
            () -> {
              names.find(List.of(endpoints));
              return lookups.get() > last;
            });
  }

  private List<String> addresses() {
    return endpoints.report().stream()
        .map(EndpointReport::address)
        .map(address -> Objects.requireNonNullElse(address, "-"))
        .toList();
  }
}
