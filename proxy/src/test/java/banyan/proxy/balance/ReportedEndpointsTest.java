package banyan.proxy.balance;

import static org.assertj.core.api.Assertions.assertThat;

import banyan.proxy.route.Balancing;
import banyan.proxy.route.Balancing.Ejection;
import banyan.proxy.route.Balancing.HealthCheck;
import banyan.proxy.route.Upstream;
import banyan.testing.TestSize;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Whoever read that an endpoint is out can rely on it. */
final class ReportedEndpointsTest {
  private static final URI ILL = URI.create("http://10.0.0.1");
  private static final URI WELL = URI.create("http://10.0.0.2");
  private static final HealthCheck HEALTH =
      new HealthCheck("/health", HealthCheck.INTERVAL, HealthCheck.TIMEOUT, 1, 1, 200, 299);
  private static final Upstream BOTH =
      new Upstream(
          "both",
          List.of(ILL, WELL),
          Upstream.Timeouts.DEFAULT,
          null,
          new Balancing(Map.of(), null, Duration.ZERO, 0, HEALTH, Ejection.DEFAULT));

  @Test
  void requestsObeyWhatIsReported() throws InterruptedException {
    int rounds = TestSize.pick("endpoints that fall ill", 500, 2_000, 50_000);
    for (int i = 0; i < rounds; i++) {
      Endpoints endpoints = new Balance(System::nanoTime).of(BOTH);
      Endpoint ill = endpoints.all().getFirst();
      Thread checks = Thread.ofPlatform().start(() -> endpoints.checked(ill, false));
      while (endpoints.report().getFirst().state().equals("well")) {
        Thread.onSpinWait();
      }
      Pick pick = Objects.requireNonNull(endpoints.choose(null, null));
      assertThat(pick.origin()).isEqualTo(WELL);
      checks.join();
    }
  }
}
