package banyan.wire;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The field {@code Banyan-Call}: it shows that a call comes from a process of the installation, and
 * on whose behalf. A value holds for 30 seconds and at one context. Any thread.
 */
public final class CallSignatures {
  /** How long a value holds. */
  public static final Duration TTL = Duration.ofSeconds(30);

  private final Secret secret;
  private final InstantSource clock;
  private final Map<String, CallerTokens> audiences = new ConcurrentHashMap<>();

  public CallSignatures(Secret secret, InstantSource clock) {
    this.secret = secret;
    this.clock = clock;
  }

  /** The value that a call to the context carries. */
  public String sign(Caller caller, String context) {
    return tokens(context).sign(caller, TTL);
  }

  /**
   * What a value says at a context.
   *
   * @param context one that exists: never just what a request names
   */
  public CallerTokens.Reading read(String value, String context) {
    return tokens(context).read(value);
  }

  private CallerTokens tokens(String context) {
    return audiences.computeIfAbsent(
        context, name -> new CallerTokens(secret, "calls/" + name, clock));
  }
}
