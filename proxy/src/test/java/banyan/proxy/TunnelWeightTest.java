package banyan.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import banyan.testing.RawClient;
import banyan.testing.ScriptedUpstream;
import banyan.testing.TestSize;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** What tunnels hold: little while one side is slow, and nothing while they rest. */
final class TunnelWeightTest {
  private static final Duration LIMIT = Duration.ofSeconds(15);
  private static final byte[] BLOCK =
      new WebSocketFrame(WebSocketFrame.BINARY, true, new byte[64 * 1024]).plain();

  @Test
  void aClientThatDoesNotReadStallsTheUpstream() {
    int blocks = 1024;
    AtomicLong sent = new AtomicLong();
    try (var upstream =
            ScriptedUpstream.start(
                c -> {
                  WebSocketServer.accept(c);
                  for (int i = 0; i < blocks; i++) {
                    c.send(BLOCK);
                    sent.incrementAndGet();
                  }
                });
        var proxy = TestProxy.to(upstream).start();
        var client = WebSocketClient.opened(proxy)) {
      awaitStall(sent);
      assertThat(sent.get()).as("blocks in buffers").isLessThan(blocks / 2);
      for (int i = 0; i < blocks; i++) {
        assertThat(client.read(BLOCK.length)).hasSameSizeAs(BLOCK);
      }
    }
  }

  @Test
  void anUpstreamThatDoesNotReadStallsTheClient() {
    int blocks = 1024;
    AtomicLong sent = new AtomicLong();
    CountDownLatch mayRead = new CountDownLatch(1);
    AtomicLong received = new AtomicLong();
    try (var upstream =
            ScriptedUpstream.start(
                c -> {
                  WebSocketServer.accept(c);
                  mayRead.await();
                  for (int i = 0; i < blocks; i++) {
                    received.addAndGet(c.read(BLOCK.length).length);
                  }
                });
        var proxy = TestProxy.to(upstream).start();
        var client = WebSocketClient.opened(proxy)) {
      var sending =
          CompletableFuture.runAsync(
              () -> {
                for (int i = 0; i < blocks; i++) {
                  client.send(BLOCK);
                  sent.incrementAndGet();
                }
              });
      awaitStall(sent);
      assertThat(sent.get()).as("blocks in buffers").isLessThan(blocks / 2);
      mayRead.countDown();
      sending.join();
      await().atMost(LIMIT).until(() -> received.get() == (long) blocks * BLOCK.length);
    }
  }

  @Test
  void manyTunnelsThatRestHoldNoBuffers() {
    int count = TestSize.pick("resting tunnels", 100, 400, 4_000);
    List<RawClient> clients = new ArrayList<>();
    try (var upstream = WebSocketServer.echoing();
        var proxy = TestProxy.to(upstream).with(ProxySettings.CONNECTIONS_PER_ADDRESS, 0).start()) {
      long before = directBytes();
      for (int i = 0; i < count; i++) {
        clients.add(WebSocketClient.opened(proxy));
      }
      clients.forEach(client -> client.send(WebSocketFrame.text("x").masked()));
      clients.forEach(client -> assertThat(WebSocketClient.read(client).text()).isEqualTo("x"));
      // Half a buffer for each would be more; those of the pool are shared.
      assertThat(directBytes() - before).isLessThan(4_000_000 + count * 4_096L);
    } finally {
      clients.forEach(RawClient::close);
    }
  }

  private static long directBytes() {
    return ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class).stream()
        .filter(pool -> pool.getName().equals("direct"))
        .mapToLong(BufferPoolMXBean::getMemoryUsed)
        .sum();
  }

  /** Waits until a counter has moved and moves no more. */
  private static void awaitStall(AtomicLong counter) {
    AtomicLong last = new AtomicLong(-1);
    await()
        .atMost(LIMIT)
        .pollInterval(Duration.ofMillis(300))
        .until(() -> counter.get() > 0 && last.getAndSet(counter.get()) == counter.get());
  }
}
