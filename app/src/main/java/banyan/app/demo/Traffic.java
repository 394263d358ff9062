package banyan.app.demo;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** All clients, at work from the beginning to {@link #close}. For one thread. */
final class Traffic implements AutoCloseable {
  private final CountDownLatch over = new CountDownLatch(1);
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final List<Future<?>> clients = new ArrayList<>();

  private Traffic() {}

  /** Begins. */
  static Traffic begin(
      DemoPlan plan,
      String run,
      Goods goods,
      ShopDoor door,
      Insistence insistence,
      Journal journal) {
    Traffic traffic = new Traffic();
    Shopper.Circle circle =
        new Shopper.Circle(plan, run, goods, door, insistence, journal, traffic.over);
    for (int number = 0; number < plan.clients(); number++) {
      traffic.clients.add(traffic.threads.submit(new Shopper(number, circle)));
    }
    return traffic;
  }

  /** Lets every client finish what it is about, and tells a fault of one of them. */
  @Override
  public void close() {
    over.countDown();
    threads.close();
    for (Future<?> client : clients) {
      try {
        client.get();
      } catch (ExecutionException e) {
        throw new IllegalStateException("a client of the demo failed", e.getCause());
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
    }
  }
}
