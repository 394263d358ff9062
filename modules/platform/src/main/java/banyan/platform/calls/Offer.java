package banyan.platform.calls;

/**
 * What a context answers to others.
 *
 * @param contract an interface with {@link Contract}
 * @param implementation any thread may call it; refusals are results, and a {@link
 *     banyan.wire.Failure} it throws reaches the caller as a {@link CallFailure}
 */
public record Offer<T>(Class<T> contract, T implementation) {
  public static <T> Offer<T> of(Class<T> contract, T implementation) {
    return new Offer<>(contract, implementation);
  }
}
