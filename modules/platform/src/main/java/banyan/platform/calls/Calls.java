package banyan.platform.calls;

/** How one context calls others. Any thread. */
@FunctionalInterface
public interface Calls {
  /**
   * The other context behind a contract, wherever it runs. Calls block, and throw {@link
   * CallFailure}; they are never made inside an open transaction.
   */
  <T> T to(Class<T> contract);

  /** For a context that needs no other. */
  static Calls none() {
    return new Calls() {
      @Override
      public <T> T to(Class<T> contract) {
        throw new IllegalStateException(contract.getName() + " is not among the needs");
      }
    };
  }
}
