package banyan.app;

import java.util.ArrayList;
import java.util.List;

/** What changed between two texts, line by line. */
final class LineDifference {
  /** Lines that stay, shown around a change. */
  private static final int AROUND = 3;

  /** Above so many pairs of lines the changed part is shown as replaced whole. */
  private static final long PAIRS_MAX = 4_000_000;

  private static final char STAYS = ' ';

  private LineDifference() {}

  /**
   * The lines that went, with {@code -} before them, and those that came, with {@code +}; between
   * them up to {@value #AROUND} that stay, and {@code …} for the others. Empty for equal texts.
   */
  static List<String> of(String before, String after) {
    List<String> old = before.lines().toList();
    List<String> fresh = after.lines().toList();
    int head = 0;
    while (head < Math.min(old.size(), fresh.size()) && old.get(head).equals(fresh.get(head))) {
      head++;
    }
    int tail = 0;
    while (tail < Math.min(old.size(), fresh.size()) - head
        && old.get(old.size() - 1 - tail).equals(fresh.get(fresh.size() - 1 - tail))) {
      tail++;
    }
    List<String> all = new ArrayList<>();
    old.subList(0, head).forEach(line -> all.add(STAYS + line));
    all.addAll(
        changed(old.subList(head, old.size() - tail), fresh.subList(head, fresh.size() - tail)));
    old.subList(old.size() - tail, old.size()).forEach(line -> all.add(STAYS + line));
    return shortened(all);
  }

  /** By the longest common subsequence, from its table of lengths. */
  private static List<String> changed(List<String> old, List<String> fresh) {
    List<String> lines = new ArrayList<>();
    int i = 0;
    int j = 0;
    if ((long) old.size() * fresh.size() <= PAIRS_MAX) {
      int[][] common = common(old, fresh);
      while (i < old.size() && j < fresh.size()) {
        if (old.get(i).equals(fresh.get(j))) {
          lines.add(STAYS + old.get(i));
          i++;
          j++;
        } else if (common[i + 1][j] >= common[i][j + 1]) {
          lines.add('-' + old.get(i++));
        } else {
          lines.add('+' + fresh.get(j++));
        }
      }
    }
    old.subList(i, old.size()).forEach(line -> lines.add('-' + line));
    fresh.subList(j, fresh.size()).forEach(line -> lines.add('+' + line));
    return lines;
  }

  /** At i, j: the length of what the lines from there on have in common. */
  private static int[][] common(List<String> old, List<String> fresh) {
    int[][] common = new int[old.size() + 1][fresh.size() + 1];
    for (int i = old.size() - 1; i >= 0; i--) {
      for (int j = fresh.size() - 1; j >= 0; j--) {
        common[i][j] =
            old.get(i).equals(fresh.get(j))
                ? common[i + 1][j + 1] + 1
                : Math.max(common[i + 1][j], common[i][j + 1]);
      }
    }
    return common;
  }

  private static List<String> shortened(List<String> all) {
    List<String> lines = new ArrayList<>();
    int lastShown = -1;
    for (int i = 0; i < all.size(); i++) {
      if (isNearChange(all, i)) {
        if (i > lastShown + 1) {
          lines.add("…");
        }
        lines.add(all.get(i));
        lastShown = i;
      }
    }
    if (lastShown >= 0 && lastShown < all.size() - 1) {
      lines.add("…");
    }
    return lines;
  }

  private static boolean isNearChange(List<String> all, int place) {
    int end = Math.min(all.size(), place + AROUND + 1);
    return all.subList(Math.max(0, place - AROUND), end).stream()
        .anyMatch(line -> line.charAt(0) != STAYS);
  }
}
