package banyan.platform.database;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.sql.DataSource;
import org.jdbi.v3.core.ConnectionFactory;
import org.jdbi.v3.core.statement.Cleanable;

/**
 * The connections of a pool, to who comes first. Who finds none free waits for a turn and not in
 * the pool: that one wakes a thread of its own for everybody who waits, to see whether it may open
 * one more, and who gives a connection back there yields until it is taken. Any thread; blocks.
 */
final class ConnectionTurns implements ConnectionFactory {
  private final DataSource pool;
  private final Turns turns;

  /**
   * The connections of a pool.
   *
   * @param connectionsMax how many the pool has at most
   * @param wait the longest for a turn; to open a connection has the pool's own limit
   */
  ConnectionTurns(DataSource pool, int connectionsMax, Duration wait) {
    this.pool = pool;
    this.turns = new Turns(connectionsMax, wait);
  }

  @Override
  public Connection openConnection() throws SQLException {
    turns.take();
    boolean isOpen = false;
    try {
      Connection connection = pool.getConnection();
      isOpen = true;
      return connection;
    } finally {
      if (!isOpen) {
        turns.giveBack();
      }
    }
  }

  /** Gives the connection back, and the turn, once. */
  @Override
  public Cleanable getCleanableFor(Connection connection) {
    AtomicBoolean isBack = new AtomicBoolean();
    return () -> {
      if (isBack.compareAndSet(false, true)) {
        try {
          connection.close();
        } finally {
          turns.giveBack();
        }
      }
    };
  }
}
