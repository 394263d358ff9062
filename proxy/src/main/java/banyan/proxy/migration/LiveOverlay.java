package banyan.proxy.migration;

import org.jspecify.annotations.Nullable;

/** The overlay in force: one volatile read per request, replaced whole. Any thread. */
public final class LiveOverlay {
  private volatile @Nullable Overlay overlay;

  /** Null while nothing is migrated. */
  public @Nullable Overlay current() {
    return overlay;
  }

  void replace(@Nullable Overlay next) {
    overlay = next;
  }
}
