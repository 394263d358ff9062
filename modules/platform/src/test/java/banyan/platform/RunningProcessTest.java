package banyan.platform;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

final class RunningProcessTest {
  private static final long WAIT_SECONDS = 10;

  @Test
  void livesUntilItHasEnded() throws Exception {
    Process process = new ProcessBuilder("cat").start();
    long started = process.info().startInstant().map(java.time.Instant::toEpochMilli).orElseThrow();
    RunningProcess running = new RunningProcess(process.pid(), started);
    assertThat(running.isAlive()).isTrue();
    assertThat(running.isCurrent()).isFalse();

    process.getOutputStream().close();
    assertThat(process.waitFor(WAIT_SECONDS, TimeUnit.SECONDS)).isTrue();

    assertThat(running.isAlive()).isFalse();
    assertThat(running.find()).isEmpty();
  }

  @Test
  void isNotThisProcessWhenThatStartedLater() {
    RunningProcess current = RunningProcess.current();
    RunningProcess before = new RunningProcess(current.pid(), current.startedMillis() - 10);

    assertThat(current.isAlive()).isTrue();
    assertThat(before.isAlive()).isFalse();
  }

  @Test
  void isWrittenByItsComponentsAlone() throws Exception {
    JsonMapper mapper = JsonMapper.builder().build();

    String json = mapper.writeValueAsString(new RunningProcess(7, 8));

    assertThat(json).isEqualTo("{\"pid\":7,\"startedMillis\":8}");
    assertThat(mapper.readValue(json, RunningProcess.class)).isEqualTo(new RunningProcess(7, 8));
  }
}
