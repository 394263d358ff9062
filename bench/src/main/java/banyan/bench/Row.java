package banyan.bench;

import java.util.List;
import java.util.function.ToDoubleFunction;

/** What is known of one peer in one scenario. */
sealed interface Row {
  String scenario();

  Peer peer();

  /** One window for each round. */
  record Measured(String scenario, Peer peer, List<Window> windows) implements Row {
    public Measured {
      windows = List.copyOf(windows);
    }

    double median(ToDoubleFunction<Window> of) {
      return Window.median(windows.stream().map(of::applyAsDouble).toList());
    }

    double least(ToDoubleFunction<Window> of) {
      return windows.stream().mapToDouble(of).min().orElseThrow();
    }

    double most(ToDoubleFunction<Window> of) {
      return windows.stream().mapToDouble(of).max().orElseThrow();
    }
  }

  /** This machine lacks something for it. */
  record NotMeasured(String scenario, Peer peer, String reason) implements Row {}
}
