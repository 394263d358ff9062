package banyan.platform.database;

import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;

/** What the threads of requests tell the database's thread. Any thread. */
final class Signal {
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private boolean isSuspected;
  private boolean isLoginRefused;
  private boolean isClosed;

  /** A transaction lost its connection, or got none. */
  void suspect(SQLException failure) {
    String state = failure.getSQLState();
    change(
        () -> {
          isSuspected = true;
          isLoginRefused |= state != null && (state.startsWith("28") || state.equals("3D000"));
        });
  }

  void close() {
    change(() -> isClosed = true);
  }

  /** Waits for a signal, not longer than {@code max}. */
  void pause(Duration max) {
    lock.lock();
    try {
      long left = max.toNanos();
      while (left > 0 && !isSuspected && !isClosed) {
        left = changed.awaitNanos(left);
      }
      isSuspected = false;
    } catch (InterruptedException e) {
      isClosed = true;
    } finally {
      lock.unlock();
    }
  }

  boolean isClosed() {
    return read(() -> isClosed);
  }

  boolean isLoginRefused() {
    return read(() -> isLoginRefused);
  }

  /** Whether a login was refused since the last call. */
  boolean takeLoginRefused() {
    return read(
        () -> {
          boolean was = isLoginRefused;
          isLoginRefused = false;
          return was;
        });
  }

  private void change(Runnable change) {
    lock.lock();
    try {
      change.run();
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private boolean read(BooleanSupplier reading) {
    lock.lock();
    try {
      return reading.getAsBoolean();
    } finally {
      lock.unlock();
    }
  }
}
