package banyan.platform.database;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.context.Scope;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.SqlStatements;
import org.jspecify.annotations.Nullable;

/**
 * The transactions of one context. Any thread.
 *
 * <p>Tenant, search path and limits are set in one statement at the start of each transaction and
 * end with it ({@link TransactionStart}). Whatever a transaction before it did to its connection,
 * and whatever connection pooler stands between, the next one starts the same.
 */
final class ContextTransactions implements ContextDatabase {
  private final String context;
  private final Supplier<Jdbi> open;
  private final TransactionLimits limits;
  private final Outage outage;
  private final DatabaseSpans spans;
  private final TransactionStart.Frames frames = new TransactionStart.Frames();

  /**
   * @param open the context's pool; throws a Failure of {@code unavailable} while it is not ready
   * @param outage hears of every failure of the database
   */
  ContextTransactions(
      String context,
      Supplier<Jdbi> open,
      TransactionLimits limits,
      Outage outage,
      DatabaseSpans spans) {
    this.context = context;
    this.open = open;
    this.limits = limits;
    this.outage = outage;
    this.spans = spans;
  }

  @Override
  public <T extends @Nullable Object> T read(String tenant, Function<Handle, T> work) {
    return run(tenant, work, true);
  }

  @Override
  public <T extends @Nullable Object> T write(String tenant, Function<Handle, T> work) {
    return run(tenant, work, false);
  }

  private <T extends @Nullable Object> T run(
      String tenant, Function<Handle, T> work, boolean isReadOnly) {
    OpenTransaction.refuseNested(context);
    if (tenant.isBlank()) {
      throw new IllegalArgumentException("a transaction of " + context + " without a tenant");
    }
    TimeOfRequest.refuseOverdue();
    Jdbi jdbi = open.get();
    Span span = spans.transaction(isReadOnly);
    try (Scope scope = span.makeCurrent()) {
      return OpenTransaction.within(context, () -> transact(jdbi, tenant, work, isReadOnly));
    } catch (RuntimeException e) {
      span.setStatus(StatusCode.ERROR);
      throw outage.translate(e);
    } finally {
      span.end();
    }
  }

  private <T extends @Nullable Object> T transact(
      Jdbi jdbi, String tenant, Function<Handle, T> work, boolean isReadOnly) {
    try (Handle handle = jdbi.open()) {
      handle.setReadOnly(isReadOnly);
      handle
          .getConfig(SqlStatements.class)
          .addCustomizer(new TransactionStart(context, tenant, isReadOnly, limits, frames));
      return handle.inTransaction(work::apply);
    }
  }
}
