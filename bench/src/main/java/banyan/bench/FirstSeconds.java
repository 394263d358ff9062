package banyan.bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * How soon a peer works after its start: until the first request is answered, and until it answers
 * 80 % of what it can at most. Each round starts every peer anew, in turns.
 */
final class FirstSeconds implements Study {
  private static final double SHARE_OF_PEAK = 0.8;
  private static final double MILLIS_PER_SECOND = 1000;
  private static final Duration SLICE = Duration.ofMillis(250);

  /** The peak is that of as many slices together. */
  private static final int PEAK_SLICES = 4;

  private static final List<String> COLUMNS = List.of("FIRST ms", "80 % AFTER s", "PEAK /s");

  @Override
  public Findings find(Findings before, Ground ground) {
    List<Figures.Line> lines = new ArrayList<>();
    List<Peer> present = new ArrayList<>();
    for (Peer peer : ground.suite().peers()) {
      ground
          .peers()
          .lacking(peer)
          .ifPresentOrElse(
              reason -> lines.add(new Figures.NotMeasured(peer.name(), reason)),
              () -> present.add(peer));
    }
    List<List<List<Double>>> found = present.stream().map(_ -> rounds()).toList();
    for (int round = 1; round <= ground.plan().count(); round++) {
      ground.progress().say("starts: round " + round + " of " + ground.plan().count());
      for (int i = 0; i < present.size(); i++) {
        found.get(i).add(start(present.get(i), ground));
      }
    }
    for (int i = 0; i < present.size(); i++) {
      lines.add(new Figures.Values(present.get(i).name(), medians(found.get(i))));
    }
    return before.with(
        new Figures(
            "The first %d s after a start; medians of the starts"
                .formatted(ground.plan().window().toSeconds()),
            COLUMNS,
            lines));
  }

  private static List<List<Double>> rounds() {
    return new ArrayList<>();
  }

  private static List<Double> start(Peer peer, Ground ground) {
    try (PeerProcess process = peer.start().start()) {
      Scenario scenario = ground.suite().scenarios().get().getFirst();
      long[] slices =
          Load.perSlice(
              scenario,
              process.port(),
              ground.suite().connections(),
              ground.plan().window(),
              SLICE);
      double peak = peak(slices);
      return List.of(
          (double) process.untilReady().toMillis(),
          (firstSliceOf(slices, peak * SHARE_OF_PEAK) + 1) * SLICE.toMillis() / MILLIS_PER_SECOND,
          peak * MILLIS_PER_SECOND / SLICE.toMillis());
    }
  }

  /** Answers per slice in the best second. */
  static double peak(long[] slices) {
    double best = 0;
    for (int i = 0; i + PEAK_SLICES <= slices.length; i++) {
      best = Math.max(best, Arrays.stream(slices, i, i + PEAK_SLICES).average().orElse(0));
    }
    return best;
  }

  /** The first slice with at least so many answers. */
  static int firstSliceOf(long[] slices, double answers) {
    for (int i = 0; i < slices.length; i++) {
      if (slices[i] >= answers) {
        return i;
      }
    }
    return slices.length - 1;
  }

  private static List<Double> medians(List<List<Double>> rounds) {
    List<Double> medians = new ArrayList<>();
    for (int column = 0; column < COLUMNS.size(); column++) {
      int each = column;
      medians.add(Window.median(rounds.stream().map(round -> round.get(each)).toList()));
    }
    return medians;
  }
}
