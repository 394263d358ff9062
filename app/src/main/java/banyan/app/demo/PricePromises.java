package banyan.app.demo;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Judges the prices that were read against those that were written. A product has one writer, so
 * its writes do not overlap: a price is a register that is read and written at once (regular, in
 * Lamport's word).
 */
final class PricePromises {
  private PricePromises() {}

  static Verdict areCurrent(Evidence evidence) {
    Map<String, List<Write>> history = history(evidence.writes());
    List<String> wrong = new ArrayList<>();
    int looked = 0;
    for (Attempt read : evidence.attempts()) {
      if (read.kind() != Kind.PRICE || !read.isGood()) {
        continue;
      }
      looked++;
      Set<Long> possible = possible(history.getOrDefault(read.subject(), List.of()), read);
      if (possible.stream().noneMatch(price -> read.answer().equals(Long.toString(price)))) {
        wrong.add(read + " saw " + read.answer() + ", not " + possible.stream().sorted().toList());
      }
    }
    return Verdict.of(looked, looked + " prices were read, each the last written", wrong);
  }

  private static Map<String, List<Write>> history(List<Write> writes) {
    Map<String, List<Write>> history = new HashMap<>();
    writes.stream()
        .filter(Write::setsPrice)
        .sorted(Comparator.comparing(Write::began))
        .forEach(
            write -> history.computeIfAbsent(write.subject(), _ -> new ArrayList<>()).add(write));
    return history;
  }

  /**
   * What a read may have seen: the last price that was acknowledged before it began, one that was
   * being written meanwhile, or one whose outcome nobody has learnt, which may come at any time.
   */
  static Set<Long> possible(List<Write> history, Attempt read) {
    Set<Long> possible = new HashSet<>();
    Write last = null;
    for (Write write : history) {
      boolean isOver = write.isAcknowledged() && !write.ended().isAfter(read.began());
      if (isOver) {
        last = write;
      } else if (write.began().isBefore(read.ended())) {
        possible.add(write.amount());
      }
    }
    if (last != null) {
      possible.add(last.amount());
    }
    return possible;
  }
}
