package banyan.proxy.compare;

import java.time.Duration;
import java.time.Instant;

/**
 * That two tokens at one place mean the same. Whether they do shows when all claims of a pair of
 * answers are seen together: one thing has one id, and one clock is off by one time.
 */
sealed interface Claim {
  Place place();

  /** What the answers say differently if the claim does not hold. */
  Difference otherwise();

  /** Whether the tokens differ at all. */
  boolean isDifferent();

  /**
   * Two ids.
   *
   * @param isCertain whether these places belong together beyond doubt: elements of lists that look
   *     alike are paired by chance
   */
  record Ids(Place place, Token.Id from, Token.Id to, boolean isCertain, Difference otherwise)
      implements Claim {
    @Override
    public boolean isDifferent() {
      return !from.text().equals(to.text());
    }
  }

  /** Two moments. */
  record Times(Place place, Timestamp from, Timestamp to, Difference otherwise) implements Claim {
    @Override
    public boolean isDifferent() {
      return !from.instant().equals(to.instant());
    }

    Duration offset() {
      return from.until(to);
    }

    Instant fromInstant() {
      return from.instant();
    }

    Instant toInstant() {
      return to.instant();
    }
  }

  /** Two origins of URLs. */
  record Origins(Place place, String from, String to, Difference otherwise) implements Claim {
    @Override
    public boolean isDifferent() {
      return !from.equals(to);
    }
  }
}
