package banyan.app.demo;

import java.net.URI;
import java.util.Set;

/** The routes document of a stage. */
final class RoutesText {
  /** The upstream's name, and so the side's. */
  static final String SERVICE = "catalog";

  private static final String PRODUCTS = "/api/v1/products/**";

  private RoutesText() {}

  /** Where the wrong adapter spoils an answer. */
  static final String BUG = "/price/amountMinor";

  /**
   * Writes it.
   *
   * @param service where moved requests go
   * @param moved what the document itself moves
   * @param hasFallback whether reads and calls are answered here when the service does not
   * @param hasBug whether an adapter spoils the answers on the way that a migration leads
   */
  static String of(URI service, Set<Portion> moved, boolean hasFallback, boolean hasBug) {
    String fallback = hasFallback ? ", fallback: local" : "";
    StringBuilder text = new StringBuilder("upstreams:\n");
    // It is judged who answers in a stage: a breaker would leave the service alone for some seconds
    // after it has come back.
    text.append("  %s: {endpoints: [\"%s\"], breaker: off}\nroutes:".formatted(SERVICE, service));
    if (!hasBug && !moved.contains(Portion.READS) && !moved.contains(Portion.WRITES)) {
      text.append(" []");
    }
    text.append('\n');
    if (hasBug) {
      text.append("  - match: {methods: [GET, HEAD], path: \"%s\"}\n".formatted(PRODUCTS));
      text.append("    to: local\n    legs:\n      %s:\n".formatted(SERVICE));
      text.append(
          "        adapt: {response: {body: [{convert: %s, to: string}]}}\n".formatted(BUG));
    }
    if (moved.contains(Portion.READS)) {
      text.append(
          "  - {match: {methods: [GET, HEAD], path: \"%s\"}, to: %s%s}\n"
              .formatted(PRODUCTS, SERVICE, fallback));
    }
    if (moved.contains(Portion.WRITES)) {
      text.append(
          "  - {match: {methods: [POST, PUT], path: \"%s\"}, to: %s}\n"
              .formatted(PRODUCTS, SERVICE));
    }
    if (moved.contains(Portion.CALLS)) {
      text.append("calls:\n  %s: {to: %s%s}\n".formatted(SERVICE, SERVICE, fallback));
    }
    return text.toString();
  }
}
