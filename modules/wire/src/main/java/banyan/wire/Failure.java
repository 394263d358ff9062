package banyan.wire;

import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A request that ends in a problem. It says whose fault it is, whether the request may be sent
 * again, and what was being done. The chain's {@code FailureHandler} is the one place that turns it
 * into a response.
 *
 * <p>Expected refusals of a use case are sealed results, not failures.
 */
public final class Failure extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** Whose fault a failure is. */
  public enum Fault {
    /** The request is wrong: sending it again changes nothing. */
    CLIENT,
    /** Another server did not do its part. */
    UPSTREAM,
    /** We, our machine or our database. */
    US
  }

  private final transient Problem problem;
  private final Fault fault;
  private final @Nullable Duration retryAfter;
  private final transient Map<String, String> fields;

  private Failure(
      Problem problem,
      Fault fault,
      @Nullable Duration retryAfter,
      Map<String, String> fields,
      @Nullable Throwable cause) {
    // Client faults are ordinary traffic: no stack trace for them.
    super(problem.type().name() + ": " + problem.detail(), cause, false, fault != Fault.CLIENT);
    this.problem = problem;
    this.fault = fault;
    this.retryAfter = retryAfter;
    this.fields = Map.copyOf(fields);
  }

  public static Failure client(Problem problem) {
    return new Failure(problem, Fault.CLIENT, null, Map.of(), null);
  }

  public static Failure upstream(Problem problem, @Nullable Throwable cause) {
    return new Failure(problem, Fault.UPSTREAM, null, Map.of(), cause);
  }

  public static Failure ours(Problem problem, @Nullable Throwable cause) {
    return new Failure(problem, Fault.US, null, Map.of(), cause);
  }

  /** The same failure; the client is told when to try again ({@code Retry-After}). */
  public Failure retryAfter(Duration wait) {
    return new Failure(problem, fault, wait, fields, getCause());
  }

  /** The same failure with one more response field, such as {@code Allow}. */
  public Failure with(String field, String value) {
    var more = new java.util.HashMap<>(fields);
    more.put(field, value);
    return new Failure(problem, fault, retryAfter, more, getCause());
  }

  public Problem problem() {
    return problem;
  }

  public Fault fault() {
    return fault;
  }

  /** When the request may be sent again; null when nobody can say, or never. */
  public @Nullable Duration retryAfter() {
    return retryAfter;
  }

  /** Response fields that the answer must carry besides the problem. */
  public Map<String, String> fields() {
    return fields;
  }
}
