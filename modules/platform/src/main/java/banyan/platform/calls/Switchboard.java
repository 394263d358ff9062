package banyan.platform.calls;

import banyan.platform.calls.CallFailure.Kind;
import banyan.platform.calls.CallFigures.Binding;
import banyan.platform.database.OpenTransaction;
import banyan.wire.Arrival;
import banyan.wire.CallAddress;
import banyan.wire.CallSignatures;
import banyan.wire.Placement;
import banyan.wire.Secret;
import java.lang.reflect.Proxy;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.eclipse.jetty.server.Handler;
import org.jspecify.annotations.Nullable;

/**
 * The calls of one process: what is offered here, and the way to what is needed. Each call asks
 * anew where its context is, so a new route document moves the next one and disturbs none under
 * way. Both ways are one chain: {@link #call} is to be read from top to bottom. Any thread.
 */
public final class Switchboard implements Calls {
  private final Placement placement;
  private final RemoteBinding remotely;
  private final CallFigures figures = new CallFigures();
  private final Map<CallAddress, Offered> offered = new ConcurrentHashMap<>();

  /** Made after telemetry has started: it asks for its instruments here. */
  public Switchboard(Placement placement, CallSignatures signatures) {
    this.placement = placement;
    this.remotely = new RemoteBinding(signatures);
  }

  /** One where every context answers here: a context is tested so with others beside it. */
  public static Switchboard local(Offer<?>... offers) {
    // Nothing is ever sent, so nobody needs to know the secret.
    Secret unused = new Secret(UUID.randomUUID().toString());
    Switchboard switchboard =
        new Switchboard(
            context -> new Placement.Place.Local(),
            new CallSignatures(unused, InstantSource.system()));
    for (Offer<?> offer : offers) {
      switchboard.add(offer);
    }
    return switchboard;
  }

  /** Offers a context's operations, to all others in this process and elsewhere. */
  public void add(Offer<?> offer) {
    for (CallOperation operation : CallContract.of(offer.contract()).operations()) {
      offered.put(operation.address(), new Offered(operation, offer.implementation()));
    }
  }

  /** The operations that this process answers. */
  public Set<CallAddress> offers() {
    return Set.copyOf(offered.keySet());
  }

  /** Answers the calls of other processes, in front of what answers everything else. */
  public Handler remoteEnd(Handler next) {
    return new RemoteEnd(next, this::here, figures);
  }

  @Override
  public <T> T to(Class<T> contract) {
    var caller = new ContractCaller(CallContract.of(contract), this::call);
    return contract.cast(
        Proxy.newProxyInstance(contract.getClassLoader(), new Class<?>[] {contract}, caller));
  }

  private Object call(
      CallOperation operation, Arrival arrival, @Nullable CommandKey key, Object request) {
    OpenTransaction.refuseCall(operation.address().toString());
    try (var observed = figures.begin(operation, Binding.LOCAL);
        var _ = observed.current()) {
      try {
        refuseLate(arrival, operation.address());
        byte[] json = message(operation, request);
        Object result = carry(new Call(operation, arrival, key, request, json), observed);
        refuseLateAnswer(arrival, operation);
        observed.answered();
        return result;
      } catch (CallFailure e) {
        observed.failed(e.kind().name());
        throw e;
      }
    }
  }

  private Object carry(Call call, CallFigures.Observed observed) {
    CallAddress address = call.operation().address();
    return switch (placement.of(address.context())) {
      case Placement.Place.Local _ -> LocalBinding.call(call, hosted(address));
      case Placement.Place.Remote remote -> {
        observed.took(Binding.REMOTE);
        try {
          yield remotely.call(call, remote.to());
        } catch (CallFailure e) {
          if (!remote.fallsBack() || call.operation().isCommand() || !gotNoAnswer(e)) {
            throw e;
          }
          refuseLate(call.arrival(), address);
          observed.took(Binding.FALLBACK);
          yield LocalBinding.call(call, hosted(address));
        }
      }
    };
  }

  /** As for routes: what a server on the way answers for want of the other side is no answer. */
  private static boolean gotNoAnswer(CallFailure failure) {
    return switch (failure.kind()) {
      case UNREACHABLE, OUTCOME_UNKNOWN, DEADLINE -> true;
      case REFUSED -> failure.refusal() != null && failure.refusal().status() >= 502;
      case UNREADABLE -> false;
    };
  }

  private static void refuseLate(Arrival arrival, CallAddress address) {
    if (arrival.deadline().hasPassed()) {
      throw CallFailure.of(Kind.DEADLINE, address, "the deadline had passed before the call");
    }
  }

  /** Late is late, whichever way the answer came. */
  private static void refuseLateAnswer(Arrival arrival, CallOperation operation) {
    if (arrival.deadline().hasPassed()) {
      throw CallFailure.of(
          Verdict.late(operation.isCommand()),
          operation.address(),
          "the answer came after the deadline");
    }
  }

  private static byte[] message(CallOperation operation, Object request) {
    try {
      return operation.request().write(request);
    } catch (WireFault e) {
      throw CallFailure.unreadable(operation.address(), "the request", e);
    }
  }

  private Optional<Offered> here(CallAddress address) {
    return Optional.ofNullable(offered.get(address));
  }

  private Offered hosted(CallAddress address) {
    return here(address)
        .orElseThrow(
            () ->
                CallFailure.of(
                    Kind.UNREACHABLE,
                    address,
                    "this process does not host it; name an upstream under 'calls' of the route"
                        + " document"));
  }
}
