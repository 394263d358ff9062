package banyan.bench;

import java.util.Set;
import java.util.function.Supplier;

/**
 * One kind of request that every peer of a suite is asked.
 *
 * @param questions asked one after the other, by one thread
 * @param status what each of them must be answered with
 * @param varying members of the answer that may differ from peer to peer: names and times that each
 *     of them makes. Without any, answers must be the same byte for byte
 * @param afterwards puts back what such requests changed
 */
record Scenario(
    String name,
    Supplier<Question> questions,
    int status,
    Set<String> varying,
    Runnable afterwards) {

  /** Requests that change nothing and have one right answer. */
  static Scenario reading(String name, Supplier<Question> questions) {
    return new Scenario(name, questions, 200, Set.of(), () -> {});
  }
}
