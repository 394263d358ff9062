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

  private static int distance(String a, String b) {
    int[] previous = new int[b.length() + 1];
    int[] current = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      previous[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      current[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int substitute = previous[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        current[j] = Math.min(substitute, Math.min(previous[j], current[j - 1]) + 1);
      }
      int[] swap = previous;
      previous = current;
      current = swap;
    }
    return previous[b.length()];
  }
}
