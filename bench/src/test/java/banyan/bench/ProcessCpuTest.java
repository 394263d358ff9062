package banyan.bench;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class ProcessCpuTest {
  @Test
  void addsUserAndSystemTimeBehindANameWithSpacesAndParentheses() {
    String stat = "42 (a (odd) b) S 1 42 42 0 -1 4194560 900 0 3 0 150 25 7 7 20 0 12 0 99 0";

    assertThat(ProcessCpu.micros(stat)).isEqualTo(1_750_000);
  }

  @Test
  void readsTheTimeOfALivingProcess() {
    long own = ProcessHandle.current().pid();
    long before = ProcessCpu.micros(own);

    assertThat(before).isPositive();
    assertThat(ProcessCpu.micros(own)).isGreaterThanOrEqualTo(before);
  }
}
