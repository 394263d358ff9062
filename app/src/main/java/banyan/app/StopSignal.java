package banyan.app;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * The wish of the user or the system that this process ends: SIGINT, SIGTERM or SIGHUP. The first
 * one lets {@link #await} return, so that the command stops what it started in order and ends with
 * its own exit code; a SIGINT after that ends the process at once. Any thread.
 *
 * <p>Signals are taken by {@code sun.misc.Signal}, because a shutdown hook can neither see a second
 * signal nor choose the exit code. It is used by reflection, since javac warns about it whatever
 * one does. A JVM without it keeps its own way: it ends at once.
 */
final class StopSignal {
  private static final List<String> SIGNALS = List.of("INT", "TERM", "HUP");

  /** What a shell reports for a process that SIGINT ended. */
  private static final int EXIT_INTERRUPTED = 130;

  private final CountDownLatch asked = new CountDownLatch(1);

  private StopSignal() {}

  /** From now on signals are taken; call it before anything is started that has to be stopped. */
  static StopSignal install() {
    StopSignal stop = new StopSignal();
    SIGNALS.forEach(stop::take);
    return stop;
  }

  /** As a signal would: the first wish to end. For a process whose life hangs on another's. */
  void ask() {
    asked.countDown();
  }

  /** Waits until the process is asked to end, for as long as that takes. */
  void await() {
    try {
      asked.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Waits so long at most; true when the process is asked to end. */
  boolean await(Duration limit) {
    try {
      return asked.await(limit.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return true;
    }
  }

  private void take(String signal) {
    try {
      Class<?> type = Class.forName("sun.misc.Signal");
      Class<?> handlerType = Class.forName("sun.misc.SignalHandler");
      InvocationHandler handler =
          (_, method, _) -> {
            if (method.getName().equals("handle")) {
              onSignal(signal);
            }
            return null;
          };
      Object handlerProxy =
          Proxy.newProxyInstance(
              handlerType.getClassLoader(), new Class<?>[] {handlerType}, handler);
      type.getMethod("handle", type, handlerType)
          .invoke(null, type.getConstructor(String.class).newInstance(signal), handlerProxy);
    } catch (ReflectiveOperationException | IllegalArgumentException e) {
      // This JVM has no such signal or does not give it away: its own way remains.
    }
  }

  private void onSignal(String signal) {
    boolean isFirst = asked.getCount() > 0;
    asked.countDown();
    if (!isFirst && signal.equals("INT")) {
      Runtime.getRuntime().halt(EXIT_INTERRUPTED);
    }
  }
}
