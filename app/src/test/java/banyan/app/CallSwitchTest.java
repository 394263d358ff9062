package banyan.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import banyan.platform.calls.CommandKey;
import banyan.platform.calls.Offer;
import banyan.platform.calls.Switchboard;
import banyan.proxy.route.LocalCode;
import banyan.proxy.route.RoutesFile;
import banyan.proxy.upstream.CallClient;
import banyan.testing.TestSize;
import banyan.testing.calls.Workshop;
import banyan.testing.calls.Workshop.Job;
import banyan.testing.calls.Workshop.OrderTaken;
import banyan.testing.calls.Workshop.PartName;
import banyan.testing.calls.WorkshopCalls;
import banyan.wire.Arrival;
import banyan.wire.Caller;
import banyan.wire.Deadline;
import banyan.wire.Settings;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Calls move with the route document while they are made, and none of them fails. */
final class CallSwitchTest {
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final LocalCode CODE =
      new LocalCode(List.of(), Set.of("workshop"), Set.of("workshop"));

  private final AtomicInteger here = new AtomicInteger();
  private final AtomicInteger there = new AtomicInteger();
  private final AtomicInteger calls = new AtomicInteger();
  private final Queue<String> failures = new ConcurrentLinkedQueue<>();
  private final AtomicBoolean isOver = new AtomicBoolean();

  @Test
  void movesOutAndBackUnderLoad(@TempDir Path folder) throws Exception {
    int callers = TestSize.pick("callers during the move", 4, 8, 32);
    Path file = folder.resolve("routes.yaml");
    publish(file, "calls: {workshop: local}\n");
    try (CallPeer peer = CallPeer.start(List.of(counting(there)));
        CallClient client = CallClient.start(new Settings(Map.of()));
        RoutesFile document = opened(file);
        var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      LivePlacement placement = new LivePlacement(client);
      placement.follow(document.live());
      document.start();
      Switchboard switchboard = new Switchboard(placement, CallPeer.SIGNATURES);
      switchboard.add(counting(here));
      Workshop workshop = switchboard.to(Workshop.class);
      try {
        for (int i = 0; i < callers; i++) {
          var _ = threads.submit(() -> load(workshop));
        }
        awaitMore(here);
        publish(
            file,
            """
            upstreams: {peer: {endpoints: ["%s"]}}
            calls: {workshop: peer}
            """
                .formatted(peer.url()));
        awaitMore(there);
        publish(file, "calls: {workshop: local}\n");
        awaitMore(here);
      } finally {
        isOver.set(true);
      }
    }
    assertThat(failures).isEmpty();
    assertThat(here.get() + there.get()).as("one effect for each call").isEqualTo(calls.get());
  }

  private void load(Workshop workshop) {
    while (!isOver.get()) {
      String key = "key-" + calls.incrementAndGet();
      try {
        OrderTaken taken =
            workshop.take(arrival(), new CommandKey(key), new Job(new PartName("bolt"), 1));
        if (!taken.equals(new OrderTaken.Made(key, 1))) {
          failures.add(key + " -> " + taken);
        }
      } catch (RuntimeException e) {
        failures.add(key + " -> " + e);
      }
    }
  }

  private void awaitMore(AtomicInteger side) {
    int before = side.get();
    await().atMost(PATIENCE).until(() -> !failures.isEmpty() || side.get() > before + 50);
  }

  private static Offer<Workshop> counting(AtomicInteger calls) {
    WorkshopCalls workshop = new WorkshopCalls();
    return Offer.of(
        Workshop.class,
        (Workshop)
            Proxy.newProxyInstance(
                Workshop.class.getClassLoader(),
                new Class<?>[] {Workshop.class},
                (_, method, arguments) -> {
                  calls.incrementAndGet();
                  return method.invoke(workshop, arguments);
                }));
  }

  private static RoutesFile opened(Path file) {
    return switch (RoutesFile.open(file, CODE)) {
      case RoutesFile.Opening.Opened opened -> opened.file();
      case RoutesFile.Opening.Refused refused ->
          throw new IllegalStateException(refused.faults().toString());
    };
  }

  /** Whole at once: nobody reads half a document. */
  private static void publish(Path file, String text) throws IOException {
    Path next = Files.writeString(file.resolveSibling("next"), text);
    Files.move(next, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
  }

  private static Arrival arrival() {
    return new Arrival(new Caller("oak", "ada", Set.of()), "request-1", Deadline.in(PATIENCE));
  }
}
