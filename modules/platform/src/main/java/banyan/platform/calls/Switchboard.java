package banyan.platform.calls;

import banyan.platform.calls.CallFailure.Kind;
import banyan.platform.database.OpenTransaction;
import banyan.wire.Arrival;
import banyan.wire.CallAddress;
import banyan.wire.Placement;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The calls of one process: what is offered here, and the way to what is needed. Each call asks
 * anew where its context is, so a new route document moves the next one and disturbs none under
 * way. Any thread.
 */
public final class Switchboard implements Calls {
  private final Placement placement;
  private final Map<CallAddress, Offered> offered = new ConcurrentHashMap<>();

  public Switchboard(Placement placement) {
    this.placement = placement;
  }

  /** One where every context answers here: for tests of a context with others beside it. */
  public static Switchboard local(Offer<?>... offers) {
    Switchboard switchboard = new Switchboard(context -> new Placement.Place.Local());
    for (Offer<?> offer : offers) {
      switchboard.add(offer);
    }
    return switchboard;
  }

  /** Offers a context's operations to all others. */
  public void add(Offer<?> offer) {
    for (CallOperation operation : CallContract.of(offer.contract()).operations()) {
      offered.put(operation.address(), new Offered(operation, offer.implementation()));
    }
  }

  /** The operations that this process answers, in the order of their names. */
  public Set<CallAddress> offers() {
    Set<CallAddress> addresses =
        new TreeSet<>(java.util.Comparator.comparing(CallAddress::toString));
    addresses.addAll(offered.keySet());
    return addresses;
  }

  @Override
  public <T> T to(Class<T> contract) {
    CallContract checked = CallContract.of(contract);
    return contract.cast(
        Proxy.newProxyInstance(
            contract.getClassLoader(), new Class<?>[] {contract}, new Caller(checked)));
  }

  private Object call(
      CallOperation operation, Arrival arrival, @Nullable CommandKey key, Object request) {
    CallAddress address = operation.address();
    OpenTransaction.refuseCall(address.toString());
    if (arrival.deadline().hasPassed()) {
      throw CallFailure.of(Kind.DEADLINE, address, "the deadline had passed before the call");
    }
    Call call = new Call(operation, arrival, key, request, message(operation, request));
    Object result =
        switch (placement.of(address.context())) {
          case Placement.Place.Local _ -> LocalBinding.call(call, here(address));
          case Placement.Place.Remote remote ->
              throw new UnsupportedOperationException(remote.toString());
        };
    if (arrival.deadline().hasPassed()) {
      throw CallFailure.of(
          Verdict.late(operation.isCommand()), address, "the answer came after the deadline");
    }
    return result;
  }

  private static byte[] message(CallOperation operation, Object request) {
    try {
      return operation.request().write(request);
    } catch (WireFault e) {
      throw CallFailure.unreadable(operation.address(), "the request", e);
    }
  }

  private Offered here(CallAddress address) {
    return Optional.ofNullable(offered.get(address))
        .orElseThrow(
            () ->
                CallFailure.of(
                    Kind.UNREACHABLE,
                    address,
                    "this process does not offer it, and no"
                        + " 'calls' of the route document says who does"));
  }

  /** The object that stands for a contract. */
  private final class Caller implements InvocationHandler {
    private final CallContract contract;

    Caller(CallContract contract) {
      this.contract = contract;
    }

    @Override
    public @Nullable Object invoke(Object self, Method method, Object @Nullable [] arguments) {
      if (arguments == null || method.getDeclaringClass() == Object.class) {
        return ofObject(self, method, arguments);
      }
      CallOperation operation = contract.operation(method);
      return call(
          operation,
          (Arrival) arguments[0],
          operation.isCommand() ? (CommandKey) arguments[1] : null,
          arguments[arguments.length - 1]);
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
}
