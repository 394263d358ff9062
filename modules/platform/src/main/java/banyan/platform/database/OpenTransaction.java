package banyan.platform.database;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Whose transaction is open on this thread. While one is, no second one may begin, and no other
 * context may be called: it would hold locks for as long as the other side likes, and its effect
 * would not be undone with ours. Both are faults of the code, so they throw IllegalStateException.
 */
public final class OpenTransaction {
  private static final ScopedValue<String> OPEN = ScopedValue.newInstance();

  private OpenTransaction() {}

  /** Throws when a transaction is open. */
  public static void refuseCall(String operation) {
    if (OPEN.isBound()) {
      throw new IllegalStateException(
          "a call of %s inside a transaction of '%s': finish the transaction first"
              .formatted(operation, OPEN.get()));
    }
  }

  static void refuseNested(String context) {
    if (OPEN.isBound()) {
      throw new IllegalStateException(
          "a transaction of '%s' inside a transaction of '%s': finish the first one, or hand its Handle on"
              .formatted(context, OPEN.get()));
    }
  }

  static <T extends @Nullable Object> T within(String context, Supplier<T> work) {
    return ScopedValue.where(OPEN, context).call(work::get);
  }
}
