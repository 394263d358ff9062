package banyan.proxy.shadow;

import banyan.proxy.compare.RecordedAnswer;
import banyan.proxy.upstream.Copy;
import banyan.wire.LeasedBytes;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A request whose client has its answer, with what copies of it need. It holds bytes of the
 * process's budget until the last holder lets go. Any thread.
 */
final class Answered {
  private final Candidacy.Found candidacy;
  private final Copy copy;
  private final RecordedAnswer answer;
  private final boolean isWhole;
  private final LeasedBytes leased;
  private final AtomicInteger holders = new AtomicInteger(1);

  /**
   * Held by who makes it.
   *
   * @param isWhole false for a stream of events that was left before its end
   * @param leased what the body of the answer is leased by
   */
  Answered(
      Candidacy.Found candidacy,
      Copy copy,
      RecordedAnswer answer,
      boolean isWhole,
      LeasedBytes leased) {
    this.candidacy = candidacy;
    this.copy = copy;
    this.answer = answer;
    this.isWhole = isWhole;
    this.leased = leased;
  }

  Candidacy.Found candidacy() {
    return candidacy;
  }

  Copy copy() {
    return copy;
  }

  RecordedAnswer answer() {
    return answer;
  }

  boolean isWhole() {
    return isWhole;
  }

  void hold() {
    holders.incrementAndGet();
  }

  void letGo() {
    if (holders.decrementAndGet() == 0) {
      leased.close();
    }
  }
}
