package banyan.platform.calls;

import banyan.wire.Arrival;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import org.jspecify.annotations.Nullable;

/** The object that stands for a contract at its caller: every operation becomes a call. */
record ContractCaller(CallContract contract, Way way) implements InvocationHandler {
  /** Where calls go. */
  interface Way {
    Object call(CallOperation operation, Arrival arrival, @Nullable CommandKey key, Object request);
  }

  @Override
  public @Nullable Object invoke(Object self, Method method, Object @Nullable [] arguments) {
    if (arguments == null || method.getDeclaringClass() == Object.class) {
      return ofObject(self, method, arguments);
    }
    CallOperation operation = contract.operation(method);
    CommandKey key = operation.isCommand() ? (CommandKey) arguments[1] : null;
    return way.call(operation, (Arrival) arguments[0], key, arguments[arguments.length - 1]);
  }

  @SuppressWarnings("ReferenceEquality") // it is equal to itself alone
  private Object ofObject(Object self, Method method, Object @Nullable [] arguments) {
    return switch (method.getName()) {
      case "equals" -> arguments != null && self == arguments[0];
      case "hashCode" -> System.identityHashCode(self);
      default -> "calls to " + contract.context();
    };
  }
}
