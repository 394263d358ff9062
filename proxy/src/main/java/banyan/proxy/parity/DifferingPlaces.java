package banyan.proxy.parity;

import banyan.proxy.compare.Difference;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * The places at which answers differ, with the last samples of each. Whoever fills it up with noise
 * makes room for what is none. One thread.
 */
final class DifferingPlaces {
  /** More places are counted as one number. */
  static final int PLACES_MAX = 100;

  /** Samples that are kept of one place: the last ones. */
  static final int SAMPLES_MAX = 3;

  private static final int LOOK_EVERY = 100;

  private final Map<Key, Counted> places = new LinkedHashMap<>();
  private long unlisted;

  /**
   * A kind of difference at a place.
   *
   * @param route method and template of the path
   * @param template the place with {@code *} for indices
   */
  record Key(String route, String kind, String template) {}

  /** What was found at a place. */
  record Line(Key key, long count, Instant first, Instant last, List<Sample> samples) {
    Line {
      samples = List.copyOf(samples);
    }
  }

  /**
   * Counts a difference.
   *
   * @param isNoise which of the known places are noise, and may go
   */
  void add(String route, Difference found, Sample sample, Predicate<Key> isNoise) {
    Key key = new Key(route, found.kind(), found.template());
    Counted counted = places.get(key);
    if (counted == null) {
      if (places.size() == PLACES_MAX && !makesRoom(isNoise)) {
        unlisted++;
        return;
      }
      counted = new Counted(sample.when());
      places.put(key, counted);
    }
    counted.add(sample);
  }

  /** In the order in which they were found. */
  List<Line> lines() {
    List<Line> lines = new ArrayList<>();
    places.forEach(
        (key, counted) ->
            lines.add(
                new Line(
                    key,
                    counted.count,
                    counted.first,
                    counted.last,
                    new ArrayList<>(counted.samples))));
    return lines;
  }

  /** Differences at further places. */
  long unlisted() {
    return unlisted;
  }

  /** Looks through all of them, so not for every difference that finds no room. */
  private boolean makesRoom(Predicate<Key> isNoise) {
    if (unlisted % LOOK_EVERY != 0) {
      return false;
    }
    for (Iterator<Key> keys = places.keySet().iterator(); keys.hasNext(); ) {
      if (isNoise.test(keys.next())) {
        keys.remove();
        return true;
      }
    }
    return false;
  }

  private static final class Counted {
    private final Instant first;
    private final ArrayDeque<Sample> samples = new ArrayDeque<>();
    private Instant last;
    private long count;

    private Counted(Instant first) {
      this.first = first;
      this.last = first;
    }

    private void add(Sample sample) {
      count++;
      last = sample.when();
      if (samples.size() == SAMPLES_MAX) {
        samples.removeFirst();
      }
      samples.addLast(sample);
    }
  }
}
