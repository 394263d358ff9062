package banyan.proxy.compare;

import java.util.List;

/** What a comparison found. */
public sealed interface Outcome {
  /** More differences of one pair are counted, not listed. */
  int LISTED_MAX = 100;

  /** Why what differs is benign. */
  List<Explanation> explanations();

  /** Both say the same. */
  record Same(List<Explanation> explanations) implements Outcome {}

  /**
   * They do not.
   *
   * @param unlisted how many more there are than {@value Outcome#LISTED_MAX}
   */
  record Different(List<Difference> differences, int unlisted, List<Explanation> explanations)
      implements Outcome {}

  /**
   * Nobody knows: a limit was reached, or a coding is not spoken. This is no pass.
   *
   * @param reason for people, with the limit
   */
  record Uncompared(String reason, List<Explanation> explanations) implements Outcome {}
}
