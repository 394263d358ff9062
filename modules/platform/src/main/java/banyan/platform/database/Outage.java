package banyan.platform.database;

import banyan.wire.Failure;
import banyan.wire.Problem;
import banyan.wire.Problems;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Tells failures of the database from faults of the code: the first become a Failure of {@code
 * unavailable} and are reported, the second pass as they are. Immutable.
 */
final class Outage {
  /** After this a busy pool, a lock or a deadlock may have passed. */
  static final Duration RETRY_WHEN_BUSY = Duration.ofSeconds(1);

  /** After this a lost or starting database may be there. */
  static final Duration RETRY_WHEN_DOWN = Duration.ofSeconds(2);

  /** After this a person may have mended a broken schema. */
  static final Duration RETRY_WHEN_BROKEN = Duration.ofSeconds(30);

  private static final int CAUSES_MAX = 10;

  private final Consumer<SQLException> report;

  /**
   * @param report hears of failures that may mean that the database is gone
   */
  Outage(Consumer<SQLException> report) {
    this.report = report;
  }

  RuntimeException translate(RuntimeException thrown) {
    SQLException cause = thrown instanceof Failure ? null : sqlCause(thrown);
    if (cause == null) {
      return thrown;
    }
    return switch (kind(cause)) {
      case GONE -> {
        report.accept(cause);
        yield unavailable("The database does not answer.", RETRY_WHEN_DOWN, thrown);
      }
      case BUSY -> unavailable("The database is busy.", RETRY_WHEN_BUSY, thrown);
      case CODE -> thrown;
    };
  }

  static Failure unavailable(String detail, Duration retryAfter, @Nullable Throwable cause) {
    return Failure.ours(Problem.of(Problems.UNAVAILABLE, detail), cause).retryAfter(retryAfter);
  }

  /** Whether the connection, not the statement, is what failed. */
  static boolean isGone(SQLException failure) {
    return kind(failure) == Kind.GONE;
  }

  /** Whether the same may go well a little later. */
  static boolean isPassing(SQLException failure) {
    return kind(failure) != Kind.CODE;
  }

  private enum Kind {
    GONE,
    BUSY,
    CODE
  }

  private static Kind kind(SQLException failure) {
    String state = failure.getSQLState();
    if (state == null) {
      // The pool's own exception for a wait that was too long has no state.
      return failure instanceof SQLTransientConnectionException ? Kind.BUSY : Kind.CODE;
    }
    return switch (state) {
      // Too many connections, statement or lock time-out, deadlock, serialization.
      case "53300", "57014", "55P03", "40P01", "40001" -> Kind.BUSY;
      // A login that is refused, a database that is not there, an idle transaction cut off.
      case "28P01", "28000", "3D000", "25P03" -> Kind.GONE;
      default ->
          state.startsWith("08") || state.startsWith("57P0") || state.startsWith("53")
              ? Kind.GONE
              : Kind.CODE;
    };
  }

  private static @Nullable SQLException sqlCause(Throwable thrown) {
    Throwable cause = thrown;
    SQLException found = null;
    for (int i = 0; i < CAUSES_MAX && cause != null; i++) {
      if (cause instanceof SQLException sql && (found == null || found.getSQLState() == null)) {
        found = sql;
      }
      cause = cause.getCause();
    }
    return found;
  }
}
