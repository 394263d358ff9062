package banyan.platform.database;

import banyan.wire.Deadline;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import org.jdbi.v3.core.statement.StatementContext;
import org.jdbi.v3.core.statement.StatementCustomizer;

/**
 * Holds every statement to the deadline of the request that it serves, where there is one: none
 * begins when it has passed, and one that runs then is cancelled, up to a second later. Any thread.
 *
 * <p>The server's own limit counts anew for each statement, so what it was given at the start of a
 * transaction is too long for the last ones.
 */
final class TimeOfRequest implements StatementCustomizer {
  private final Duration statementLimit;

  /**
   * @param statementLimit the most that the server gives a statement; a deadline that is farther
   *     away needs no other
   */
  TimeOfRequest(Duration statementLimit) {
    this.statementLimit = statementLimit;
  }

  /** Throws a Failure of {@code unavailable} when nobody waits for this thread's work any more. */
  static void refuseOverdue() {
    if (Deadline.current().filter(Deadline::hasPassed).isPresent()) {
      throw Outage.unavailable(
          "The time for this request is over (proxy.deadline).", Outage.RETRY_WHEN_BUSY, null);
    }
  }

  @Override
  public void beforeExecution(PreparedStatement statement, StatementContext context)
      throws SQLException {
    refuseOverdue();
    Duration left = Deadline.current().map(Deadline::left).orElse(statementLimit);
    if (left.compareTo(statementLimit) < 0) {
      statement.setQueryTimeout(Math.toIntExact(left.plusNanos(999_999_999).toSeconds()));
    }
  }
}
