package banyan.app;

import java.util.ArrayDeque;
import java.util.Deque;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a process has started, in order. It stops in reverse, all of it whatever fails; the first
 * failure is thrown at the end with the others attached. Not for several threads.
 */
final class RunningParts implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(RunningParts.class);

  private record Part(String name, AutoCloseable stop) {}

  private final Deque<Part> started = new ArrayDeque<>();

  /** Notes a part that has just started. */
  <T extends AutoCloseable> T add(String name, T part) {
    started.push(new Part(name, part));
    return part;
  }

  @Override
  public void close() {
    RuntimeException first = null;
    while (!started.isEmpty()) {
      Part part = started.pop();
      try {
        part.stop().close();
        LOG.debug("{} stopped", part.name());
      } catch (Exception e) {
        if (first == null) {
          first = new IllegalStateException(part.name() + " did not stop cleanly", e);
        } else {
          first.addSuppressed(e);
        }
      }
    }
    if (first != null) {
      throw first;
    }
  }
}
