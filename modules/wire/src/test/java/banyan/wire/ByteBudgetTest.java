package banyan.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

final class ByteBudgetTest {
  private final ByteBudget budget = new ByteBudget(10);

  @Test
  void leasesWhatIsLeft() {
    assertThat(budget.take("retry", 10)).isPresent();
    assertThat(budget.left()).isZero();
  }

  @Test
  void leasesNothingBeyond() {
    budget.take("retry", 6).orElseThrow();
    assertThat(budget.take("retry", 5)).isEmpty();
    assertThat(budget.left()).isEqualTo(4);
  }

  @Test
  void countsByPurposeWhoDidWithout() {
    assertThat(budget.take("shadow", 10)).isPresent();
    assertThat(budget.take("shadow", 1)).isEmpty();
    assertThat(budget.take("retry", 1)).isEmpty();
    assertThat(budget.take("retry", 1)).isEmpty();
    assertThat(budget.refused()).isEqualTo(Map.of("shadow", 1L, "retry", 2L));
    assertThat(budget.held()).isEqualTo(10);
  }

  @Test
  void givesBackWhatALeaseNeedsNoMore() {
    ByteBudget.Lease lease = budget.take("artefacts", 6).orElseThrow();
    lease.keep(2);
    assertThat(budget.held()).isEqualTo(2);
    lease.keep(5);
    assertThat(budget.held()).isEqualTo(2);
    lease.close();
    lease.keep(0);
    assertThat(budget.held()).isZero();
  }

  @Test
  void takesALeaseBackOnce() {
    ByteBudget.Lease lease = budget.take("retry", 6).orElseThrow();
    lease.close();
    lease.close();
    assertThat(budget.left()).isEqualTo(10);
  }
}
