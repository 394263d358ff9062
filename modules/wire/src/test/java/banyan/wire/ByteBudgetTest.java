package banyan.wire;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class ByteBudgetTest {
  private final ByteBudget budget = new ByteBudget(10);

  @Test
  void leasesWhatIsLeft() {
    assertThat(budget.take(10)).isPresent();
    assertThat(budget.left()).isZero();
  }

  @Test
  void leasesNothingBeyond() {
    budget.take(6).orElseThrow();
    assertThat(budget.take(5)).isEmpty();
    assertThat(budget.left()).isEqualTo(4);
  }

  @Test
  void takesALeaseBackOnce() {
    ByteBudget.Lease lease = budget.take(6).orElseThrow();
    lease.close();
    lease.close();
    assertThat(budget.left()).isEqualTo(10);
  }
}
