package banyan.proxy.upstream;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.util.component.AbstractLifeCycle;
import org.eclipse.jetty.util.thread.Scheduler;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A time-out for each request does not cost a timer for each request. */
final class UpstreamEndPointTest {
  private static final long KEEP = 15_000;

  private final Timers timers = new Timers();
  private SocketChannel channel;
  private Selector selector;
  private UpstreamEndPoint socket;

  @BeforeEach
  @SuppressWarnings("NullAway") // nothing is selected here
  void open() throws IOException {
    channel = SocketChannel.open();
    channel.configureBlocking(false);
    selector = Selector.open();
    SelectionKey key = channel.register(selector, 0);
    socket = new UpstreamEndPoint(channel, null, key, timers);
    socket.setIdleTimeout(KEEP);
  }

  @AfterEach
  void close() throws IOException {
    selector.close();
    channel.close();
  }

  @Test
  void longerTimesAndTheWayBackSetNoTimer() {
    assertThat(timers.delays).hasSize(1);
    for (int request = 0; request < 3; request++) {
      socket.setIdleTimeout(60_000);
      assertThat(socket.getIdleTimeout()).isEqualTo(60_000);
      socket.setIdleTimeout(KEEP);
      assertThat(socket.getIdleTimeout()).isEqualTo(KEEP);
    }
    assertThat(timers.delays).hasSize(1);
  }

  @Test
  void aShorterTimeSetsOne() {
    socket.setIdleTimeout(1_000);
    assertThat(timers.delays).hasSize(2);
    assertThat(timers.delays.getLast()).isLessThanOrEqualTo(1_000);
  }

  @Test
  void looksOnAsOftenAsTheShortestTimeAsksFor() {
    for (long millis : new long[] {60_000, 0}) {
      socket.setIdleTimeout(millis);
      timers.last.run();
      assertThat(timers.delays.getLast()).isBetween(1L, KEEP);
    }
  }

  /** Remembers what it is asked for, and runs nothing by itself. */
  private static final class Timers extends AbstractLifeCycle implements Scheduler {
    private final List<Long> delays = new ArrayList<>();
    private Runnable last = () -> {};

    @Override
    public Task schedule(Runnable task, long delay, TimeUnit unit) {
      delays.add(unit.toMillis(delay));
      last = task;
      return () -> true;
    }
  }
}
