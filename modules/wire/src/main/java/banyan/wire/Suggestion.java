package banyan.wire;

import java.util.Collection;
import java.util.Optional;

/** The known word nearest to an unknown one, for a did-you-mean. */
public final class Suggestion {
  private Suggestion() {}

  /** The nearest word by edit distance, if it is near enough to be meant. */
  public static Optional<String> nearest(String unknown, Collection<String> known) {
    int limit = Math.max(1, unknown.length() / 3);
    String best = null;
    int bestDistance = limit + 1;
    for (String word : known) {
      int distance = distance(unknown, word);
      if (distance < bestDistance) {
        best = word;
        bestDistance = distance;
      }
    }
    return Optional.ofNullable(best);
  }

  /** {@code "; did you mean 'x'?"}, or nothing. */
  public static String clause(String unknown, Collection<String> known) {
    return nearest(unknown, known).map(word -> "; did you mean '" + word + "'?").orElse("");
  }

  /** Letters to insert, delete or replace, or neighbours to swap: the optimal string alignment. */
  private static int distance(String a, String b) {
    int[] beforePrevious = new int[b.length() + 1];
    int[] previous = new int[b.length() + 1];
    int[] current = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      previous[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      current[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int replace = previous[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        current[j] = Math.min(replace, Math.min(previous[j], current[j - 1]) + 1);
        if (isSwap(a, i, b, j)) {
          current[j] = Math.min(current[j], beforePrevious[j - 2] + 1);
        }
      }
      int[] oldest = beforePrevious;
      beforePrevious = previous;
      previous = current;
      current = oldest;
    }
    return previous[b.length()];
  }

  private static boolean isSwap(String a, int i, String b, int j) {
    return i > 1
        && j > 1
        && a.charAt(i - 1) == b.charAt(j - 2)
        && a.charAt(i - 2) == b.charAt(j - 1);
  }
}
