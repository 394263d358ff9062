package banyan.app;

import banyan.platform.ContextModule;
import banyan.platform.calls.Calls;

/** The calls of one context: to what it declares to need, and to nobody else. */
record DeclaredCalls(ContextModule context, Calls all) implements Calls {
  @Override
  public <T> T to(Class<T> contract) {
    if (!context.needs().contains(contract)) {
      throw new IllegalStateException(
          context.name() + " calls " + contract.getName() + ", which its needs() do not name");
    }
    return all.to(contract);
  }
}
