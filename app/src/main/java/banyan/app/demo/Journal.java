package banyan.app.demo;

import java.util.ArrayList;
import java.util.List;

/** What the clients have done and seen, in the order of its end. Any thread. */
final class Journal {
  /** More is a fault: rate, time and pauses bound what clients can send. */
  static final int ATTEMPTS_MAX = 200_000;

  private final List<Attempt> attempts = new ArrayList<>();
  private final List<Write> writes = new ArrayList<>();

  synchronized void add(Attempt attempt) {
    if (attempts.size() >= ATTEMPTS_MAX) {
      throw new IllegalStateException("more than " + ATTEMPTS_MAX + " requests in one show");
    }
    attempts.add(attempt);
  }

  synchronized void add(Write write) {
    writes.add(write);
  }

  synchronized List<Attempt> attempts() {
    return List.copyOf(attempts);
  }

  synchronized List<Write> writes() {
    return List.copyOf(writes);
  }
}
