package banyan.platform.database;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jdbi.v3.core.statement.ColonPrefixSqlParser;
import org.jdbi.v3.core.statement.ParsedParameters;
import org.jdbi.v3.core.statement.ParsedSql;
import org.jdbi.v3.core.statement.SqlParser;
import org.jdbi.v3.core.statement.StatementContext;

/**
 * A statement with what begins its transaction before it, and for some with what ends it behind it.
 * The driver sends such a sequence in one piece and reads all answers together, so that it costs
 * one round trip. Any thread.
 */
final class TransactionFrame implements SqlParser {
  /** Tells the server of whom the transaction is and how long its parts may take. */
  static final String BEGIN =
      """
      SELECT set_config('banyan.tenant', ?, true),
             set_config('search_path', ?, true),
             set_config('statement_timeout', ?, true),
             set_config('lock_timeout', ?, true),
             set_config('idle_in_transaction_session_timeout', ?, true)
      """;

  /** The parameters of {@link #BEGIN} in their order; no statement of a context may use them. */
  static final List<String> NAMES =
      List.of("banyan.tenant", "banyan.path", "banyan.statement", "banyan.lock", "banyan.idle");

  /** Texts beyond this number are framed anew each time: there are as many as code has. */
  private static final int KEPT_MAX = 1_000;

  private final SqlParser plain = new ColonPrefixSqlParser();
  private final Map<String, ParsedSql> kept = new ConcurrentHashMap<>();
  private final String end;

  private TransactionFrame(String end) {
    this.end = end;
  }

  /** The transaction stays open behind the statement. */
  static TransactionFrame opening() {
    return new TransactionFrame("");
  }

  /** The transaction ends with the statement, if that goes well. */
  static TransactionFrame whole() {
    // On a line of its own: the statement may end in a comment.
    return new TransactionFrame("\n;COMMIT");
  }

  /**
   * Whether a statement can be framed: its parameters have names, and their values are known. Those
   * of a batch are not when it is parsed, and each of its rows would be in a frame.
   */
  boolean fits(StatementContext statement) {
    ParsedParameters parameters = plain.parse(statement.getRawSql(), statement).getParameters();
    return !parameters.isPositional()
        && (parameters.getParameterCount() == 0 || !statement.getBinding().isEmpty());
  }

  @Override
  public ParsedSql parse(String sql, StatementContext context) {
    ParsedSql known = kept.get(sql);
    if (known != null) {
      return known;
    }
    ParsedSql framed = frame(plain.parse(sql, context));
    if (kept.size() < KEPT_MAX) {
      kept.put(sql, framed);
    }
    return framed;
  }

  private ParsedSql frame(ParsedSql statement) {
    List<String> names = new ArrayList<>(NAMES);
    names.addAll(statement.getParameters().getParameterNames());
    return ParsedSql.of(BEGIN + ";" + statement.getSql() + end, ParsedParameters.named(names));
  }

  @Override
  public String nameParameter(String name, StatementContext context) {
    return plain.nameParameter(name, context);
  }
}
