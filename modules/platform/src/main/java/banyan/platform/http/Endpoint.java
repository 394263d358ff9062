package banyan.platform.http;

/**
 * The code behind one route. Runs on a virtual thread, for a copy on one of the platform, and may
 * block.
 */
@FunctionalInterface
public interface Endpoint {
  /**
   * Answers a request whose parameters, fields and body have the declared shapes. A {@link
   * banyan.wire.Failure} thrown here is answered as its problem, anything else as {@code
   * internal-error}.
   */
  Reply answer(ApiRequest request);
}
