package banyan.testing.calls;

import banyan.platform.calls.CallFailure;
import banyan.platform.calls.Calls;
import banyan.platform.calls.CommandKey;
import banyan.testing.calls.Workshop.Colour;
import banyan.testing.calls.Workshop.Everything;
import banyan.testing.calls.Workshop.OrderTaken;
import banyan.testing.calls.Workshop.Plan;
import banyan.wire.Arrival;
import banyan.wire.Deadline;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Ways in which a binding can be wrong, each planted in one that is right: the parity kit must find
 * every one of them.
 */
public enum Divergence {
  DROPS_NULLS("tells null from what is there") {
    @Override
    Object changed(Object message) {
      return message instanceof Everything all && all.note() == null
          ? with(all, "", all.price(), all.there(), all.colour())
          : message;
    }
  },
  ROUNDS_DECIMALS("keeps the scale of decimals") {
    @Override
    Object changed(Object message) {
      return message instanceof Everything all
          ? with(all, all.note(), all.price().stripTrailingZeros(), all.there(), all.colour())
          : message;
    }
  },
  LOSES_THE_ZONE("keeps the offset of times") {
    @Override
    Object changed(Object message) {
      return message instanceof Everything all
          ? with(
              all,
              all.note(),
              all.price(),
              all.there().withOffsetSameInstant(ZoneOffset.UTC),
              all.colour())
          : message;
    }
  },
  MAPS_UNKNOWN_ENUMS("keeps each constant of an enum") {
    @Override
    Object changed(Object message) {
      return message instanceof Everything all && all.colour() == Colour.BLUE
          ? with(all, all.note(), all.price(), all.there(), Colour.RED)
          : message;
    }
  },
  SWAPS_REFUSALS("gives each refusal as it is") {
    @Override
    Object changed(Object message) {
      return message instanceof OrderTaken.UnknownPart ? new OrderTaken.TooMany(0) : message;
    }
  },
  CUTS_LARGE_TEXTS("carries large messages") {
    @Override
    Object changed(Object message) {
      return message instanceof Everything all && all.note() != null && all.note().length() > 4096
          ? with(all, all.note().substring(0, 4096), all.price(), all.there(), all.colour())
          : message;
    }
  },
  SHARES_LISTS("shares nothing that changes") {
    private final Map<String, Plan> shared = new ConcurrentHashMap<>();

    @Override
    @Nullable Object call(Object callee, Method method, Object[] arguments) throws Throwable {
      if (method.getName().equals("keep")) {
        Plan plan = (Plan) arguments[2];
        shared.put(((CommandKey) arguments[1]).value(), plan);
        return plan;
      }
      return method.getName().equals("kept")
          ? shared.get(((Workshop.PlanAsked) arguments[1]).key())
          : super.call(callee, method, arguments);
    }
  },
  IGNORES_THE_DEADLINE("ends a query at its deadline") {
    @Override
    @Nullable Object call(Object callee, Method method, Object[] arguments) throws Throwable {
      Arrival arrival = (Arrival) arguments[0];
      arguments[0] =
          new Arrival(arrival.caller(), arrival.requestId(), Deadline.in(Duration.ofSeconds(30)));
      return super.call(callee, method, arguments);
    }
  },
  LOSES_THE_KEY("carries the key to one effect") {
    @Override
    @Nullable Object call(Object callee, Method method, Object[] arguments) throws Throwable {
      if (arguments[1] instanceof CommandKey) {
        arguments[1] = new CommandKey("another");
      }
      return super.call(callee, method, arguments);
    }
  },
  DOUBLES_THE_EFFECT("carries the key to one effect") {
    @Override
    @Nullable Object call(Object callee, Method method, Object[] arguments) throws Throwable {
      if (arguments[1] instanceof CommandKey) {
        try {
          var _ = super.call(callee, method, arguments.clone());
        } catch (CallFailure e) {
          // The second one tells of it.
          return super.call(callee, method, arguments);
        }
      }
      return super.call(callee, method, arguments);
    }
  };

  private final String foundBy;

  Divergence(String foundBy) {
    this.foundBy = foundBy;
  }

  /** The check of the kit that is made for it. */
  public String foundBy() {
    return foundBy;
  }

  /** The binding with this fault in it. */
  public Calls in(Calls binding) {
    return new Calls() {
      @Override
      public <T> T to(Class<T> contract) {
        T callee = binding.to(contract);
        return contract.cast(
            Proxy.newProxyInstance(
                contract.getClassLoader(),
                new Class<?>[] {contract},
                (_, method, arguments) -> call(callee, method, arguments)));
      }
    };
  }

  /** A message on its way, in either direction. */
  Object changed(Object message) {
    return message;
  }

  @Nullable Object call(Object callee, Method method, Object[] arguments) throws Throwable {
    int last = arguments.length - 1;
    arguments[last] = changed(arguments[last]);
    try {
      return changed(method.invoke(callee, arguments));
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }

  private static Everything with(
      Everything all,
      @Nullable String note,
      BigDecimal price,
      OffsetDateTime there,
      Colour colour) {
    return new Everything(
        all.text(),
        note,
        all.isReady(),
        all.small(),
        all.large(),
        all.perhaps(),
        price,
        all.id(),
        all.at(),
        all.day(),
        there,
        all.span(),
        colour,
        all.shape(),
        all.parts(),
        all.prices());
  }
}
