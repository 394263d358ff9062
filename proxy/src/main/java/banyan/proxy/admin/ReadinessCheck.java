package banyan.proxy.admin;

import java.util.List;
import java.util.function.Supplier;

/**
 * One thing that must be well before a process takes requests.
 *
 * @param name lower-case words, such as {@code database}
 * @param code quick, may block shortly; what it throws counts as not well
 */
public record ReadinessCheck(String name, Supplier<ReadinessCheck.State> code) {

  /** Runs all checks. */
  public static Report run(List<ReadinessCheck> checks) {
    List<Result> results = checks.stream().map(ReadinessCheck::run).toList();
    return new Report(results.stream().allMatch(Result::ok), results);
  }

  private Result run() {
    try {
      State state = code.get();
      return new Result(name, state.isOk(), state.detail());
    } catch (RuntimeException e) {
      return new Result(name, false, "the check failed: " + e.getClass().getSimpleName());
    }
  }

  /**
   * How it stands.
   *
   * @param detail one line for operators, without secrets
   */
  public record State(boolean isOk, String detail) {}

  /** The JSON of {@code /health/ready}. */
  public record Report(boolean ready, List<Result> checks) {}

  /** One check's member of the JSON. */
  public record Result(String name, boolean ok, String detail) {}
}
