package banyan.proxy.shadow;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * What one instance copied of a migration since it started.
 *
 * @param copies by the word of the pairing, then by the word of the outcome; what is 0 lacks
 * @param skipped by the word of the reason; what is 0 lacks
 */
public record ShadowReport(Map<String, Map<String, Long>> copies, Map<String, Long> skipped) {
  /** Nothing was copied, nor skipped. */
  public static final ShadowReport NOTHING = new ShadowReport(Map.of(), Map.of());

  public ShadowReport {
    // Sorted, for people.
    copies = Collections.unmodifiableMap(new TreeMap<>(copies));
    skipped = Collections.unmodifiableMap(new TreeMap<>(skipped));
  }
}
