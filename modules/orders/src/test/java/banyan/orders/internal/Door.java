package banyan.orders.internal;

import banyan.platform.calls.Offer;
import banyan.wire.Failure;
import banyan.wire.Problem;
import banyan.wire.Problems;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;

/** Stands before another context: while it is shut, every call is answered 503. Any thread. */
final class Door {
  private volatile boolean isShut;

  void shut() {
    isShut = true;
  }

  void open() {
    isShut = false;
  }

  <T> Offer<T> before(Offer<T> offer) {
    Class<T> contract = offer.contract();
    Object guarded =
        Proxy.newProxyInstance(
            contract.getClassLoader(),
            new Class<?>[] {contract},
            (self, method, arguments) -> {
              if (isShut) {
                throw Failure.ours(Problem.of(Problems.UNAVAILABLE, "the door is shut"), null);
              }
              try {
                return method.invoke(offer.implementation(), arguments);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
    return Offer.of(contract, contract.cast(guarded));
  }
}
