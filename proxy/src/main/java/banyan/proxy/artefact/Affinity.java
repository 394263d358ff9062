package banyan.proxy.artefact;

import banyan.proxy.migration.Side;
import banyan.proxy.migration.Stage;

/**
 * Whether the side that minted something may still be asked, by the stage of the migration. Pure.
 *
 * <p>While both sides live, each answers for what it minted. After a roll-back the new side still
 * reads, so that nobody loses the page they are on, but changes nothing; at {@code prepared} it is
 * out of it. At {@code live} the old side lets uploads end and pages be read to their end; a
 * condition on its state is not checked there, since the write behind it belongs to the new side.
 */
final class Affinity {
  private Affinity() {}

  /** Whether a request with a cursor or an upload id goes to the side that minted it. */
  static boolean holds(Stage stage, Side minter, boolean isSafe) {
    return switch (stage) {
      case PREPARED -> minter == Side.FROM;
      case SHADOW -> minter == Side.FROM || isSafe;
      case CANARY, LIVE -> true;
      case RETIRED -> minter == Side.TO;
    };
  }

  /** Whether a request under the condition {@code If-Match} goes to the side it speaks of. */
  static boolean holdsForCondition(Stage stage, Side minter) {
    return switch (stage) {
      case PREPARED, SHADOW -> minter == Side.FROM;
      case CANARY -> true;
      case LIVE, RETIRED -> minter == Side.TO;
    };
  }
}
