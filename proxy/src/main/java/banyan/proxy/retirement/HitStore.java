package banyan.proxy.retirement;

import java.util.Map;

/**
 * Where the hits on old sides are kept, for all instances. Any thread; blocks. Throws a {@link
 * banyan.wire.Failure} of {@code unavailable} while it cannot be reached.
 */
public interface HitStore {
  /** All of them: two periods for each migration at most have any. */
  Map<Period, Hits> read();

  /** Adds to what is there. */
  void add(Map<Period, Hits> more);
}
