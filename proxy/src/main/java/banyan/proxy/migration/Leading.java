package banyan.proxy.migration;

import banyan.proxy.route.Destination;
import org.jspecify.annotations.Nullable;

/** The ways of one request to the sides of its migration, whichever was chosen. */
public interface Leading {
  /**
   * Leads the request to a side, because that has its key. Throws {@link banyan.wire.Failure} where
   * the side is closed, or the routes do not know it.
   */
  void to(Side side);

  /** Where a side is; null where the routes do not know it. */
  @Nullable Destination destination(Side side);
}
