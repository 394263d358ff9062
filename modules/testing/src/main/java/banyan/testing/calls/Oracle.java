package banyan.testing.calls;

import banyan.platform.calls.CallFailure;
import banyan.platform.calls.Offer;
import banyan.wire.Arrival;
import banyan.wire.Failure;
import banyan.wire.Problem;
import banyan.wire.Problems;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.Arrays;
import java.util.Random;

/**
 * Stands for a context behind its contract: what it answers follows from what reaches it, to the
 * last digit. So the answer alone shows whether the request, the caller and the key arrived, in
 * this process or another. Immutable.
 */
public record Oracle(Class<?> contract, Samples samples) {
  private static final int FAILURES_ONE_IN = 8;

  /** The contract with the oracle behind it, to be offered. */
  public Offer<?> offer() {
    return offer(contract);
  }

  private <T> Offer<T> offer(Class<T> type) {
    return Offer.of(
        type,
        type.cast(
            Proxy.newProxyInstance(
                type.getClassLoader(),
                new Class<?>[] {type},
                (_, method, arguments) -> answer(method, arguments))));
  }

  /** What the context answers. Throws a {@link Failure}, or breaks, for one request in eight. */
  Object answer(Method method, Object[] arguments) {
    Arrival arrival = (Arrival) arguments[0];
    var heard =
        method.getName()
            + arrival.caller().tenant()
            + arrival.caller().principal()
            + arrival.caller().rights().stream().sorted().toList()
            + arrival.requestId()
            + Arrays.asList(arguments).subList(1, arguments.length);
    Random random = new Random(heard.hashCode());
    return switch (random.nextInt(FAILURES_ONE_IN * 2)) {
      case 0 ->
          throw Failure.ours(Problem.of(Problems.UNAVAILABLE, "closed: " + heard.hashCode()), null)
              .retryAfter(Duration.ofSeconds(1 + random.nextInt(9)));
      case 1 -> throw new IllegalStateException("broken: " + heard.hashCode());
      default -> samples.make(method.getReturnType(), random);
    };
  }

  /** How a failure of the oracle must reach its caller. */
  static CallFailure.Kind kindOf(RuntimeException thrown, boolean isCommand) {
    if (thrown instanceof Failure) {
      return CallFailure.Kind.REFUSED;
    }
    return isCommand ? CallFailure.Kind.OUTCOME_UNKNOWN : CallFailure.Kind.REFUSED;
  }
}
