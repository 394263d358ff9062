package banyan.platform.database;

import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * One context's schema, seen through the context's own login. Every access is a transaction of one
 * tenant: {@code banyan.tenant} is set for it, and row-level security shows that tenant's rows
 * alone.
 *
 * <p>While the database is down, not migrated yet, or its connections are all busy for longer than
 * the wait of the pool, both methods throw a {@link banyan.wire.Failure} of {@code unavailable}
 * with a time to retry after. So they do when the deadline of the request is over ({@link
 * banyan.wire.Deadline#current}): no statement begins then, one that runs is cancelled, and the
 * transaction is rolled back. Any thread; blocks.
 */
public interface ContextDatabase {
  /**
   * Runs {@code work} without the right to change anything. Each of its statements sees what is
   * committed when it begins, and holds nothing for the next one.
   */
  <T extends @Nullable Object> T read(String tenant, Function<Handle, T> work);

  /**
   * Runs {@code work} in a transaction that commits when it returns and rolls back when it throws.
   */
  <T extends @Nullable Object> T write(String tenant, Function<Handle, T> work);
}
