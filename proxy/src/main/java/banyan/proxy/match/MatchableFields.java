package banyan.proxy.match;

import banyan.proxy.HopByHop;
import banyan.proxy.InternalFields;

/**
 * The fields at which a route may look: not those that frame a message, report about the client, or
 * carry credentials. For these there are host, cookies and tenant.
 */
public final class MatchableFields {
  private MatchableFields() {}

  /** Whether it is one, by its lower-case name. */
  public static boolean has(String lower) {
    String canonical = InternalFields.canonical(lower);
    return switch (canonical) {
      case "host", "cookie", "authorization", "content-length", "expect", "trailer", "via" -> false;
      default ->
          !HopByHop.isFixed(canonical)
              && !InternalFields.isInternal(canonical)
              && !InternalFields.isForwarding(canonical);
    };
  }
}
