package banyan.proxy.route;

import java.time.Duration;

/**
 * What a route makes of idempotency keys.
 *
 * @param isRequired whether a POST or PATCH without a key is refused
 * @param replay who answers a repeated key
 * @param retention how long the proxy remembers a key
 */
public record KeyPolicy(boolean isRequired, Replay replay, Duration retention) {
  /** As long as contexts keep theirs. */
  public static final Duration RETENTION_DEFAULT = Duration.ofHours(24);

  /** The code behind the route keeps its keys, with the effects. */
  public static final KeyPolicy KEPT_BEHIND =
      new KeyPolicy(false, Replay.UPSTREAM, RETENTION_DEFAULT);

  /** Who answers a repeated key. */
  public enum Replay {
    /** Who did the work: it commits the key with the effect. */
    UPSTREAM,
    /** The proxy, from its ledger: the upstream knows no keys. */
    PROXY
  }
}
