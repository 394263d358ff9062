package banyan.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

final class ProcessMemoryTest {
  private static final String STATUS = "Name:\tjava\nVmHWM:\t    2048 kB\nVmRSS:\t    1024 kB\n";

  @Test
  void readsALineInBytes() {
    assertThat(ProcessMemory.bytes(STATUS, "VmHWM:")).isEqualTo(2L << 20);
    assertThatThrownBy(() -> ProcessMemory.bytes(STATUS, "VmSwap:"))
        .isInstanceOf(BenchFailure.class);
  }

  @Test
  void readsTheMemoryOfALivingProcess() {
    long own = ProcessHandle.current().pid();

    assertThat(ProcessMemory.residentBytes(own)).isPositive();
    assertThat(ProcessMemory.peakBytes(own)).isPositive();
  }
}
