package banyan.proxy.gate;

import static org.assertj.core.api.Assertions.assertThat;

import banyan.testing.TestSize;
import org.junit.jupiter.api.Test;

/** Clients that fail whoever answers them, and clients that ask a thousand times as often. */
class UnlikeClientsTest {
  private static final int RELEASES = TestSize.pick("unlike releases", 4, 40, 500);

  @Test
  void blamesNoCandidateForClientsThatAlwaysFail() {
    UnlikeClients release =
        new UnlikeClients().clients(1_000, 1.2, 10).weights(0.5).broken(0.05, 1);

    assertHealthy(release);
  }

  @Test
  void blamesNoCandidateForClientsThatMostlyFail() {
    UnlikeClients release =
        new UnlikeClients().clients(20_000, 1.5, 20).weights(0.5).broken(0.05, 0.8);

    assertHealthy(release);
  }

  @Test
  void blamesNoCandidateForClientsThatFailNowAndThen() {
    UnlikeClients release =
        new UnlikeClients().clients(3_000, 1, 50).errors(0.002, 0.002).broken(0.03, 0.1);

    assertHealthy(release);
  }

  @Test
  void blamesNoCandidateForFailingClientsThatMoreWeightMovesToIt() {
    UnlikeClients release =
        new UnlikeClients()
            .clients(2_000, 0, 20)
            .weights(0.01, 0.1, 0.5)
            .errors(0.001, 0.001)
            .broken(0.03, 1);

    assertHealthy(release);
  }

  @Test
  void blamesNoCandidateForFirstRequestsThatFail() {
    UnlikeClients release = new UnlikeClients().clients(5_000, 1.2, 20).errors(0.05, 0.0005);

    assertHealthy(release);
  }

  @Test
  void catchesThreefoldErrorsOfFewTenants() {
    UnlikeClients release =
        new UnlikeClients().clients(20, 0.7, 10).weights(0.5).errors(0.005, 0.005).effect(3);

    assertThat(release.rolledBack(RELEASES)).isGreaterThanOrEqualTo(RELEASES * 3 / 4);
  }

  /** Two more than one in a hundred, that unlucky releases among a few are no fault. */
  private static void assertHealthy(UnlikeClients release) {
    assertThat(release.rolledBack(RELEASES)).isLessThanOrEqualTo(RELEASES / 100 + 2);
  }
}
