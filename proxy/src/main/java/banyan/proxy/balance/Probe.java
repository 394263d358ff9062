package banyan.proxy.balance;

import banyan.proxy.route.Balancing.HealthCheck;
import java.net.URI;
import java.util.function.Consumer;

/** Asks endpoints whether they are well, without blocking who asks. Any thread. */
public interface Probe extends AutoCloseable {
  /**
   * Asks once.
   *
   * @param told whether the answer was good; called exactly once, at the latest after the time-out
   */
  void ask(URI origin, ConnectionKey key, HealthCheck check, Consumer<Boolean> told);

  @Override
  void close() throws Exception;
}
