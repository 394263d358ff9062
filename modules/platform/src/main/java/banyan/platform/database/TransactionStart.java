package banyan.platform.database;

import banyan.wire.Deadline;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import org.jdbi.v3.core.statement.SqlStatements;
import org.jdbi.v3.core.statement.StatementContext;
import org.jdbi.v3.core.statement.StatementCustomizer;

/**
 * The start of one transaction, told to the server together with its first statement. Belongs to
 * the transaction's thread.
 *
 * <p>A transaction that only reads ends with its statement, too, and the next statement starts the
 * same anew. Nothing is lost by that: where each statement sees what is committed when it begins
 * (READ COMMITTED, the server's default), a transaction of several reads holds nothing together.
 *
 * <p>A batch, or a statement whose parameters have no names, comes after a round trip of the
 * start's own.
 */
final class TransactionStart implements StatementCustomizer {
  private final String context;
  private final String tenant;
  private final boolean isReadOnly;
  private final TransactionLimits limits;
  private final Frames frames;

  /** Whether the server has an open transaction that knows its tenant. */
  private boolean isOpen;

  /** Whether the statement that is being executed travels in a frame. */
  private boolean isFramed;

  /** What statements of a context are framed with; shared by its transactions. */
  record Frames(TransactionFrame opening, TransactionFrame whole) {
    Frames() {
      this(TransactionFrame.opening(), TransactionFrame.whole());
    }
  }

  TransactionStart(
      String context, String tenant, boolean isReadOnly, TransactionLimits limits, Frames frames) {
    this.context = context;
    this.tenant = tenant;
    this.isReadOnly = isReadOnly;
    this.limits = limits;
    this.frames = frames;
  }

  @Override
  public void beforeTemplating(PreparedStatement none, StatementContext statement)
      throws SQLException {
    isFramed = false;
    if (isOpen) {
      return;
    }
    TransactionFrame frame = isReadOnly ? frames.whole() : frames.opening();
    if (!frame.fits(statement)) {
      begin(statement);
      return;
    }
    statement.getConfig(SqlStatements.class).setSqlParser(frame);
    List<String> values = values();
    for (int i = 0; i < values.size(); i++) {
      String value = values.get(i);
      statement
          .getBinding()
          .addNamed(
              TransactionFrame.NAMES.get(i), (at, prepared, _) -> prepared.setString(at, value));
    }
    isFramed = true;
    isOpen = !isReadOnly;
  }

  /** Whoever executed the statement finds its own result, behind that of the start. */
  @Override
  public void afterExecution(PreparedStatement executed, StatementContext statement)
      throws SQLException {
    if (isFramed) {
      executed.getMoreResults();
    }
  }

  /** By bare JDBC: Jdbi would double what it costs us. */
  private void begin(StatementContext statement) throws SQLException {
    try (PreparedStatement start =
        statement.getConnection().prepareStatement(TransactionFrame.BEGIN)) {
      List<String> values = values();
      for (int i = 0; i < values.size(); i++) {
        start.setString(i + 1, values.get(i));
      }
      start.execute();
    }
    isOpen = true;
  }

  /** In the order of {@link TransactionFrame#NAMES}. */
  private List<String> values() {
    TransactionLimits now =
        Deadline.current().map(deadline -> limits.within(deadline.left())).orElse(limits);
    return List.of(
        tenant,
        ContextRoles.searchPath(context),
        now.statement().toMillis() + "ms",
        now.lock().toMillis() + "ms",
        now.idle().toMillis() + "ms");
  }
}
