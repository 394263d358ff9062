package banyan.proxy.identity;

import banyan.wire.Caller;
import banyan.wire.CallerTokens;
import banyan.wire.Secret;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The internal field {@code Banyan-Caller}: one process of the installation tells another who is
 * calling. It is signed, holds for 30 seconds, and only at one audience: the context that owns the
 * operation. Any thread.
 */
public final class CallerField {
  /** How long a value holds. */
  static final Duration TTL = Duration.ofSeconds(30);

  /** A value is sent again for so long; at least half of its time is left then. */
  static final Duration REUSE = Duration.ofSeconds(14);

  /** Values kept for reuse. */
  static final int KEPT_MAX = 10_000;

  private final Secret secret;
  private final InstantSource clock;
  private final Map<String, CallerTokens> audiences = new ConcurrentHashMap<>();
  private final Map<String, CallerTokens> shadows = new ConcurrentHashMap<>();
  private final Cache<Key, String> recent;

  public CallerField(Secret secret, InstantSource clock) {
    this.secret = secret;
    this.clock = clock;
    this.recent =
        Caffeine.newBuilder()
            .maximumSize(KEPT_MAX)
            .expireAfterWrite(REUSE)
            .ticker(() -> Duration.ofMillis(clock.millis()).toNanos())
            .executor(Runnable::run)
            .build();
  }

  /**
   * The value to send.
   *
   * @param context the owner of the operation; from declarations and the document alone, never from
   *     a request
   */
  public String value(Caller caller, String context) {
    return recent.get(
        new Key(caller, context, false), key -> tokens(key.context()).sign(key.caller(), TTL));
  }

  /**
   * The value of the field {@code Banyan-Shadow} for a copy: it names nobody.
   *
   * @param context the owner of the operation, as for {@link #value}
   */
  public String copyMark(String context) {
    return recent.get(
        new Key(Caller.anonymous(), context, true),
        key -> shadows(key.context()).sign(key.caller(), TTL));
  }

  /** Whether a value marks a copy for a context of this process. */
  public boolean isCopyMark(String value, String context) {
    return shadows(context).read(value) instanceof CallerTokens.Reading.Valid;
  }

  /** What a value says at a context of this process. */
  public CallerTokens.Reading read(String value, String context) {
    return tokens(context).read(value);
  }

  private CallerTokens tokens(String context) {
    return audiences.computeIfAbsent(
        context, name -> new CallerTokens(secret, "context/" + name, clock));
  }

  private CallerTokens shadows(String context) {
    return shadows.computeIfAbsent(
        context, name -> new CallerTokens(secret, "shadow/" + name, clock));
  }

  /**
   * @param isCopy whether it is the mark of a copy
   */
  private record Key(Caller caller, String context, boolean isCopy) {}
}
