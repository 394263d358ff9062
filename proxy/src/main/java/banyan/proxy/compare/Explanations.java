package banyan.proxy.compare;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Why differences were benign, counted. One thread. */
final class Explanations {
  /** More kinds of explanations are not told apart. */
  static final int KINDS_MAX = 200;

  private final Map<String, Integer> counts = new LinkedHashMap<>();

  void add(String what) {
    if (counts.size() < KINDS_MAX || counts.containsKey(what)) {
      counts.merge(what, 1, Integer::sum);
    }
  }

  void clear() {
    counts.clear();
  }

  List<Explanation> list() {
    return counts.entrySet().stream()
        .map(entry -> new Explanation(entry.getKey(), entry.getValue()))
        .toList();
  }
}
