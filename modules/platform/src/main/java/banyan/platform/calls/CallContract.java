package banyan.platform.calls;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** An interface with {@link Contract}, checked and compiled. Immutable. */
public final class CallContract {
  private final Class<?> type;
  private final String context;
  private final Map<Method, CallOperation> operations;

  private CallContract(Class<?> type, String context, Map<Method, CallOperation> operations) {
    this.type = type;
    this.context = context;
    this.operations = Map.copyOf(operations);
  }

  /**
   * Throws IllegalArgumentException that names everything wrong with the interface, a line each.
   */
  public static CallContract of(Class<?> type) {
    Contract contract = type.getAnnotation(Contract.class);
    if (contract == null || !type.isInterface() || !Modifier.isPublic(type.getModifiers())) {
      throw new IllegalArgumentException(
          type.getName() + ": a contract is a public interface with @Contract(\"<context>\")");
    }
    List<String> violations = new ArrayList<>();
    Map<Method, CallOperation> operations = new HashMap<>();
    Map<String, Method> names = new HashMap<>();
    for (Method method : methods(type)) {
      if (names.put(method.getName(), method) != null) {
        violations.add(
            type.getSimpleName() + "." + method.getName() + ": two operations have this name");
      }
      CallOperation.of(contract.value(), method, violations)
          .ifPresent(operation -> operations.put(method, operation));
    }
    if (!violations.isEmpty()) {
      throw new IllegalArgumentException(String.join("\n", violations));
    }
    return new CallContract(type, contract.value(), operations);
  }

  /** The name of the context that answers. */
  public String context() {
    return context;
  }

  Class<?> type() {
    return type;
  }

  Collection<CallOperation> operations() {
    return operations.values();
  }

  CallOperation operation(Method method) {
    CallOperation operation = operations.get(method);
    if (operation == null) {
      throw new IllegalStateException(method + " is no operation of " + type.getName());
    }
    return operation;
  }

  /** In a fixed order: reflection has none. */
  private static List<Method> methods(Class<?> type) {
    return Stream.of(type.getMethods())
        .filter(method -> !Modifier.isStatic(method.getModifiers()))
        .sorted(Comparator.comparing(Method::toString))
        .toList();
  }
}
