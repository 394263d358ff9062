package banyan.proxy.balance;

import java.util.Locale;

/** What is known of an endpoint, in one word. */
enum EndpointState {
  WELL,
  EJECTED,
  UNHEALTHY;

  static EndpointState of(Endpoint endpoint) {
    if (!endpoint.health().isHealthy()) {
      return UNHEALTHY;
    }
    return endpoint.exile().isOver() ? WELL : EJECTED;
  }

  /** As operators and metrics say it. */
  String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
