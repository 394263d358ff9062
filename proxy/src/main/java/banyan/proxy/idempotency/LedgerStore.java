package banyan.proxy.idempotency;

import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Where the entries of the ledger are kept. Any thread; blocks. */
public interface LedgerStore {
  /**
   * Changes the entry of one key; nobody else reads or changes it meanwhile. Throws {@link
   * banyan.wire.Failure} of {@code unavailable} when it cannot be done, and then nothing has
   * changed that anybody was told of.
   *
   * @param change given the entry, null without one; pure, since it may be asked again
   */
  <T> T change(KeyName name, Function<@Nullable Entry, Change<T>> change);

  /**
   * What becomes of an entry.
   *
   * @param entry null for none
   * @param result what the change found
   */
  record Change<T>(@Nullable Entry entry, T result) {}
}
