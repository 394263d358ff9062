package banyan.app;

import banyan.proxy.admin.ReadinessCheck;

/**
 * Whether this process takes requests: not ready from the moment it is asked to stop, so that load
 * balancers turn away before the listener closes. Any thread.
 */
final class Serving implements AutoCloseable {
  private volatile boolean isStopping;

  ReadinessCheck check() {
    return new ReadinessCheck(
        "serving",
        () -> new ReadinessCheck.State(!isStopping, isStopping ? "stopping" : "serving"));
  }

  /** The first step of a stop. */
  @Override
  public void close() {
    isStopping = true;
  }
}
