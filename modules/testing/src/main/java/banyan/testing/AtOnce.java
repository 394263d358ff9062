package banyan.testing;

import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

/** The same work done by several threads that start together. */
public final class AtOnce {
  private static final int SECONDS_MAX = 30;

  private AtOnce() {}

  public static <T> List<T> run(int times, Callable<T> work) throws Exception {
    CyclicBarrier start = new CyclicBarrier(times);
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<T>> running =
          IntStream.range(0, times)
              .mapToObj(n -> threads.submit(() -> after(start, work)))
              .toList();
      return running.stream().map(AtOnce::result).toList();
    }
  }

  private static <T> T after(CyclicBarrier start, Callable<T> work) throws Exception {
    start.await(SECONDS_MAX, TimeUnit.SECONDS);
    return work.call();
  }

  private static <T> T result(Future<T> future) {
    try {
      return future.get();
    } catch (InterruptedException | ExecutionException e) {
      throw new AssertionError(e);
    }
  }
}
