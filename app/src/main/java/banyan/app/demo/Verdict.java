package banyan.app.demo;

import java.util.List;

/**
 * The judgement on one promise.
 *
 * @param sentence what was found, with numbers
 * @param examples of what breaks it, at most {@link #EXAMPLES_MAX}
 */
record Verdict(boolean isKept, String sentence, List<String> examples) {
  static final int EXAMPLES_MAX = 5;

  Verdict {
    examples = List.copyOf(examples);
  }

  /** Kept when something was looked at and nothing is wrong with it. */
  static Verdict of(int looked, String kept, List<String> wrong) {
    if (looked == 0) {
      return new Verdict(false, "nothing was there to judge by", List.of());
    }
    return wrong.isEmpty()
        ? new Verdict(true, kept, List.of())
        : new Verdict(
            false,
            wrong.size() + " of " + looked + " break it",
            wrong.subList(0, Math.min(EXAMPLES_MAX, wrong.size())));
  }
}
