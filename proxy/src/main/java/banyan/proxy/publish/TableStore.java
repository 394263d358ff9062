package banyan.proxy.publish;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where the versions are kept for all instances. Any thread; blocks.
 *
 * <p>Every method throws a {@link banyan.wire.Failure} of {@code unavailable} while the store
 * cannot be reached.
 */
public interface TableStore {
  /** Lines of the history that are told at most. */
  int HISTORY_MAX = 200;

  /** Tries to add a version; more are needed only when others publish all the time. */
  int ATTEMPTS_MAX = 20;

  /** The newest version, which is in force; empty before the first publication. */
  Optional<VersionEntry> newest();

  /** A version with its document; empty when it never was, or is not kept any more. */
  Optional<TableVersion> find(long number);

  /** The newest versions, newest first, {@value #HISTORY_MAX} at most. */
  List<VersionEntry> history();

  /**
   * Adds a version, or nothing.
   *
   * @param expected the version that must be the newest, 0 for none; null for whichever is
   */
  Adding add(Publication publication, @Nullable Long expected);

  /** Runs {@code heard}, from any thread, when there may be a newer version; it returns soon. */
  void follow(Runnable heard);

  /** How often to look for a newer version, whatever {@link #follow} tells. */
  Duration lookEvery();

  /** What became of a publication. */
  sealed interface Adding {
    record Added(VersionEntry version) implements Adding {}

    /**
     * Another version is the newest than the expected one; nothing has changed.
     *
     * @param newest null while there is none
     */
    record Overtaken(@Nullable VersionEntry newest) implements Adding {}
  }
}
