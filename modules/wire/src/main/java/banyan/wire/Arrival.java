package banyan.wire;

/**
 * What the request path knows of a request when it hands it to local code: the one attribute that
 * crosses from the proxy's chain to the platform.
 *
 * @param caller verified; the route's demand is met
 * @param requestId 1 to 128 visible ASCII characters, in every log line and problem
 * @param deadline when the client's side stops waiting
 */
public record Arrival(Caller caller, String requestId, Deadline deadline) {
  /** Name of the request attribute that holds it. */
  public static final String ATTRIBUTE = "banyan.arrival";
}
