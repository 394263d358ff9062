package banyan.platform.calls;

import banyan.wire.Arrival;
import banyan.wire.CallAddress;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One operation of a contract. Immutable.
 *
 * @param isCommand whether it changes something, and so takes a key
 */
record CallOperation(
    CallAddress address,
    Method method,
    boolean isCommand,
    WireType<Object> request,
    WireType<Object> result) {
  private static final Pattern WORD_START = Pattern.compile("(?<=[a-z0-9])(?=[A-Z])");

  /** The operation of a method; empty when something is wrong with it, which is noted. */
  static Optional<CallOperation> of(String context, Method method, List<String> violations) {
    String place = method.getDeclaringClass().getSimpleName() + "." + method.getName();
    List<String> found = new ArrayList<>();
    boolean isCommand = method.isAnnotationPresent(Command.class);
    if (isCommand == method.isAnnotationPresent(Query.class)) {
      found.add(place + ": is either a @Query or a @Command");
    }
    if (method.isDefault()) {
      found.add(place + ": has a body, which a caller elsewhere would not run");
    }
    List<Class<?>> head =
        isCommand ? List.of(Arrival.class, CommandKey.class) : List.of(Arrival.class);
    List<Class<?>> parameters = List.of(method.getParameterTypes());
    if (parameters.size() != head.size() + 1 || !parameters.subList(0, head.size()).equals(head)) {
      found.add(
          place
              + (isCommand
                  ? ": a @Command takes (Arrival, CommandKey, <one request record>)"
                  : ": a @Query takes (Arrival, <one request record>)"));
      violations.addAll(found);
      return Optional.empty();
    }
    if (method.getAnnotatedReturnType().isAnnotationPresent(Nullable.class)) {
      found.add(place + ": returns null; write an alternative that says what it means");
    }
    WireForms forms = new WireForms(found);
    WireType<Object> request =
        new WireType<>(Object.class, forms.ofMessage(parameters.getLast(), place + "(request)"));
    WireType<Object> result =
        new WireType<>(Object.class, forms.ofMessage(method.getReturnType(), place + "(result)"));
    violations.addAll(found);
    CallAddress address = new CallAddress(context, wireName(method.getName()));
    return Optional.of(new CallOperation(address, method, isCommand, request, result));
  }

  /** {@code giveBack}: give-back. */
  private static String wireName(String name) {
    return WORD_START.matcher(name).replaceAll("-").toLowerCase(Locale.ROOT);
  }
}
