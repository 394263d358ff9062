package banyan.app;

import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.Supplier;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/**
 * Shows something once, or with {@code --watch} again every second until Ctrl-C, or until nobody
 * reads it any more.
 */
record Watch(Surroundings surroundings) {
  private static final Duration INTERVAL = Duration.ofSeconds(1);
  private static final String NAME = "--watch";

  /** ECMA-48: cursor to the top left, then erase to the end. */
  private static final String CLEAR = "\u001b[H\u001b[J";

  static OptionSpec option() {
    return CommandForm.switchOption(NAME, "show it again every second, until Ctrl-C");
  }

  /**
   * Shows it.
   *
   * @param lines asked anew for each time
   */
  void show(ParseResult given, Supplier<List<String>> lines) {
    boolean isWatched =
        given.commandSpec().findOption(NAME) != null && given.hasMatchedOption(NAME);
    if (!isWatched) {
      lines.get().forEach(surroundings.out()::println);
      return;
    }
    repeat(lines, StopSignal.install()::await);
  }

  /**
   * Shows it again and again.
   *
   * @param isStopped waits so long at most; whether it shall end
   */
  void repeat(Supplier<List<String>> lines, Predicate<Duration> isStopped) {
    do {
      List<String> shown = lines.get();
      if (surroundings.isTerminal()) {
        surroundings.out().print(CLEAR);
      }
      shown.forEach(surroundings.out()::println);
    } while (!surroundings.hasLostOutput() && !isStopped.test(INTERVAL));
  }
}
