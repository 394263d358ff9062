package banyan.testing.calls;

import banyan.platform.calls.Calls;
import banyan.platform.calls.WireFault;
import banyan.platform.calls.WireType;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;

/** A binding whose messages go through their bytes, without a network in between. */
public record SerialisedCalls(Calls local) implements Calls {
  @Override
  public <T> T to(Class<T> contract) {
    T callee = local.to(contract);
    return contract.cast(
        Proxy.newProxyInstance(
            contract.getClassLoader(),
            new Class<?>[] {contract},
            (_, method, arguments) -> call(callee, method, arguments)));
  }

  private static Object call(Object callee, Method method, Object[] arguments) throws Throwable {
    int last = arguments.length - 1;
    arguments[last] = there(method.getParameterTypes()[last], arguments[last]);
    try {
      return back(method.getReturnType(), method.invoke(callee, arguments));
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }

  private static <Q> Object there(Class<Q> type, Object request) {
    WireType<Q> wire = WireType.of(type);
    try {
      return wire.readRequest(wire.write(type.cast(request)));
    } catch (WireFault e) {
      // The call itself is the one that refuses it.
      return request;
    }
  }

  private static <R> Object back(Class<R> type, Object result) {
    WireType<R> wire = WireType.of(type);
    return wire.readAnswer(wire.write(type.cast(result)));
  }
}
