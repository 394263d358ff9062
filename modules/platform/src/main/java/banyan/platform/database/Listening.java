package banyan.platform.database;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.postgresql.jdbc.PgConnection;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one connection of a process that listens for notifications (PostgreSQL's LISTEN). It connects
 * again without end; what was notified meanwhile is lost, so everybody is told after each connect.
 * Any thread.
 */
final class Listening implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Listening.class);

  /** Between two tries to connect. */
  private static final Duration RETRY = Duration.ofMillis(250);

  /** A channel that is new, and a server that went silent, are noticed within this. */
  private static final Duration WAKE_EVERY = Duration.ofSeconds(1);

  private static final Duration CLOSE_WAIT_MAX = Duration.ofSeconds(5);

  private final Source source;
  private final Map<String, List<Runnable>> listeners = new ConcurrentHashMap<>();
  private final CountDownLatch closed = new CountDownLatch(1);
  private final Thread thread;
  private volatile @Nullable Connection connection;

  /** Connects while the server is there; throws while it is not. */
  interface Source {
    Connection connect() throws SQLException;
  }

  Listening(Source source) {
    this.source = source;
    this.thread = Thread.ofPlatform().daemon().name("banyan-listen").unstarted(this::serve);
  }

  /**
   * Runs {@code heard} after notifications of a channel and after each connect; after those of
   * another channel, too.
   */
  synchronized void on(String channel, Runnable heard) {
    listeners.computeIfAbsent(channel, _ -> new CopyOnWriteArrayList<>()).add(heard);
    if (thread.getState() == Thread.State.NEW && closed.getCount() > 0) {
      thread.start();
    }
  }

  /** How many connections it has open. */
  int connections() {
    return connection == null ? 0 : 1;
  }

  @Override
  public synchronized void close() {
    closed.countDown();
    Connection open = connection;
    if (open != null) {
      try {
        // A close would wait for the thread that waits for notifications.
        open.abort(Runnable::run);
      } catch (SQLException e) {
        LOG.debug("the listening connection did not close", e);
      }
    }
    if (thread.getState() != Thread.State.NEW) {
      try {
        thread.join(CLOSE_WAIT_MAX);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private void serve() {
    try {
      do {
        listen();
      } while (!closed.await(RETRY.toNanos(), TimeUnit.NANOSECONDS));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Returns when the connection is lost or closed. */
  private void listen() {
    try (Connection open = source.connect()) {
      connection = open;
      Set<String> channels = new HashSet<>();
      while (closed.getCount() > 0) {
        subscribe(open, channels);
        // As an array of anything: the class of notifications has annotations that javac warns of.
        Object[] notifications =
            open.unwrap(PgConnection.class).getNotifications((int) WAKE_EVERY.toMillis());
        if (notifications != null && notifications.length > 0) {
          channels.forEach(this::tell);
        } else if (!open.isValid((int) WAKE_EVERY.toSeconds())) {
          return;
        }
      }
    } catch (SQLException | RuntimeException e) {
      LOG.debug("not listening: {}", e.getMessage());
    } finally {
      connection = null;
    }
  }

  private void subscribe(Connection open, Set<String> channels) throws SQLException {
    for (String channel : listeners.keySet()) {
      if (channels.add(channel)) {
        try (Statement statement = open.createStatement()) {
          statement.execute("LISTEN " + Sql.name(channel));
        }
        tell(channel);
      }
    }
  }

  private void tell(String channel) {
    for (Runnable heard : listeners.getOrDefault(channel, List.of())) {
      try {
        heard.run();
      } catch (RuntimeException e) {
        LOG.error("who listens on {} failed", channel, e);
      }
    }
  }
}
