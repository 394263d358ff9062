package banyan.testing.calls;

import static org.assertj.core.api.Assertions.assertThat;

import banyan.platform.calls.CallFailure;
import banyan.platform.calls.Calls;
import banyan.platform.calls.Command;
import banyan.platform.calls.CommandKey;
import banyan.wire.Arrival;
import banyan.wire.Caller;
import banyan.wire.Deadline;
import banyan.wire.Failure;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;

/**
 * Any contract over any binding: what comes back is what an {@link Oracle} answers to exactly what
 * was sent.
 */
public final class ContractParity {
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private ContractParity() {}

  /** A test for each operation. */
  public static Stream<DynamicTest> of(Oracle oracle, Calls binding, int samples) {
    return Stream.of(oracle.contract().getMethods())
        .filter(method -> !Modifier.isStatic(method.getModifiers()))
        .sorted(Comparator.comparing(Method::getName))
        .map(
            method ->
                DynamicTest.dynamicTest(
                    oracle.contract().getSimpleName() + "." + method.getName(),
                    () -> check(oracle, binding.to(oracle.contract()), method, samples)));
  }

  private static void check(Oracle oracle, Object callee, Method method, int samples) {
    Random random = new Random(method.getName().hashCode());
    for (int i = 0; i < samples; i++) {
      Object[] arguments = arguments(oracle, method, random, i);
      assertThat(heard(callee, method, arguments))
          .as("%s(%s)", method.getName(), arguments[arguments.length - 1])
          .isEqualTo(expected(oracle, method, arguments));
    }
  }

  private static Object[] arguments(Oracle oracle, Method method, Random random, int number) {
    List<Object> arguments = new ArrayList<>();
    Caller caller =
        new Caller("tenant-" + number % 3, "tester " + number, Set.of("a:read", "b:write"));
    arguments.add(new Arrival(caller, "request-" + number, Deadline.in(PATIENCE)));
    if (isCommand(method)) {
      arguments.add(new CommandKey("key-" + number + "/" + method.getName()));
    }
    Class<?>[] types = method.getParameterTypes();
    arguments.add(oracle.samples().make(types[types.length - 1], random));
    return arguments.toArray();
  }

  /** A result as it is; a failure by what its caller may know of it. */
  private static Object heard(Object callee, Method method, Object[] arguments) {
    try {
      return method.invoke(callee, arguments);
    } catch (InvocationTargetException e) {
      if (e.getCause() instanceof CallFailure failure) {
        String problem = failure.refusal() == null ? "" : failure.refusal().problem();
        return "fails: " + failure.kind() + " " + problem + " " + failure.isRetryable();
      }
      return String.valueOf(e.getCause());
    } catch (IllegalAccessException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Object expected(Oracle oracle, Method method, Object[] arguments) {
    try {
      return oracle.answer(method, arguments);
    } catch (RuntimeException e) {
      CallFailure.Kind kind = Oracle.kindOf(e, isCommand(method));
      boolean isPassing = e instanceof Failure || kind == CallFailure.Kind.OUTCOME_UNKNOWN;
      String problem =
          e instanceof Failure failure ? failure.problem().type().name() : "internal-error";
      return "fails: " + kind + " " + problem + " " + isPassing;
    }
  }

  private static boolean isCommand(Method method) {
    return method.isAnnotationPresent(Command.class);
  }
}
