package banyan.proxy.route;

import banyan.proxy.resilience.AttemptEnd;
import banyan.proxy.resilience.BreakerPolicy;
import banyan.proxy.resilience.HedgePolicy;
import banyan.proxy.resilience.InFlightPolicy;
import banyan.proxy.resilience.Protection;
import banyan.proxy.resilience.RetryPolicy;
import banyan.wire.SettingParsers;
import banyan.wire.Suggestion;
import java.time.Duration;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;

/** Reads how an upstream is guarded, and the places of a route. One thread. */
final class ProtectionReader {
  static final Set<String> KEYS = Set.of("retry", "hedge", "breaker", "inFlight");

  private static final Set<String> RETRY_KEYS =
      new TreeSet<>(
          Set.of("times", "when", "keyed", "backoff", "backoffMax", "budget", "floor", "body"));
  private static final Set<String> HEDGE_KEYS = new TreeSet<>(Set.of("percentile", "atLeast"));
  private static final Set<String> BREAKER_KEYS =
      new TreeSet<>(Set.of("failures", "calls", "within", "pause", "pauseMax", "probes"));
  private static final Set<String> IN_FLIGHT_KEYS = new TreeSet<>(Set.of("max", "queue", "wait"));
  private static final String WHEN_EXAMPLE = "[unprocessed, broken]";
  private static final Pattern SHARE = Pattern.compile("(\\d{1,3})\\s*%");

  private static final int TIMES_MAX = 10;
  private static final int COUNT_MAX = 100_000;
  private static final int PROBES_MAX = 100;
  private static final long BODY_BYTES_MAX = 1 << 20;
  private static final Duration MOMENT = Duration.ofMillis(1);
  private static final Duration WAIT_MAX = Duration.ofMinutes(1);
  private static final Duration PAUSE_MAX = Duration.ofMinutes(10);
  private static final Duration IN_FLIGHT_WAIT = Duration.ofSeconds(1);

  private static final Map<AttemptEnd, String> ENDS =
      new EnumMap<>(
          Map.of(
              AttemptEnd.UNPROCESSED, "unprocessed",
              AttemptEnd.BROKEN, "broken",
              AttemptEnd.LATE, "late",
              AttemptEnd.UNAVAILABLE, "unavailable"));

  private final Faults faults;

  ProtectionReader(Faults faults) {
    this.faults = faults;
  }

  Protection read(YamlMapping upstream) {
    if (KEYS.stream().noneMatch(key -> upstream.find(key).isPresent())) {
      return Protection.DEFAULT;
    }
    RetryPolicy retry =
        part(upstream, "retry", RetryPolicy.DEFAULT, RetryPolicy.DEFAULT, this::retry);
    return new Protection(
        retry == null ? never(RetryPolicy.DEFAULT) : retry,
        part(upstream, "hedge", null, HedgePolicy.DEFAULT, this::hedge),
        part(upstream, "breaker", BreakerPolicy.DEFAULT, BreakerPolicy.DEFAULT, this::breaker),
        inFlight(upstream));
  }

  /** The places of an upstream or a route; null where it names none. */
  @Nullable InFlightPolicy inFlight(YamlMapping owner) {
    Optional<Node> node = owner.find("inFlight");
    if (node.isEmpty()) {
      return null;
    }
    YamlMapping places = YamlMapping.of(node.get(), "'inFlight'", IN_FLIGHT_KEYS, faults);
    if (places.find("max").isEmpty()) {
      faults.at(node.get(), "'inFlight' needs 'max'; write inFlight: {max: 100}");
      return null;
    }
    return new InFlightPolicy(
        places.parsed("max", count(1, COUNT_MAX)).orElse(1),
        places.parsed("queue", count(0, COUNT_MAX)).orElse(0),
        places.parsed("wait", time(MOMENT, WAIT_MAX)).orElse(IN_FLIGHT_WAIT));
  }

  /**
   * One policy: a mapping, {@code on} for its defaults, or {@code off}.
   *
   * @param absent what holds when the key is not there
   */
  private <T> @Nullable T part(
      YamlMapping upstream,
      String key,
      @Nullable T absent,
      T standard,
      Function<YamlMapping, T> reader) {
    Optional<Node> node = upstream.find(key);
    if (node.isEmpty()) {
      return absent;
    }
    if (node.get() instanceof ScalarNode scalar && !scalar.getValue().isBlank()) {
      return upstream.parsed(key, text -> flag(key, text)).orElse(true) ? standard : null;
    }
    return reader.apply(YamlMapping.of(node.get(), "'" + key + "'", keysOf(key), faults));
  }

  private static boolean flag(String key, String text) {
    return switch (text) {
      case "on" -> true;
      case "off" -> false;
      default ->
          throw new IllegalArgumentException(
              "'"
                  + key
                  + "' is on, off or a mapping with the keys "
                  + String.join(", ", keysOf(key)));
    };
  }

  private static Set<String> keysOf(String key) {
    return switch (key) {
      case "retry" -> RETRY_KEYS;
      case "hedge" -> HEDGE_KEYS;
      default -> BREAKER_KEYS;
    };
  }

  private RetryPolicy retry(YamlMapping retry) {
    RetryPolicy standard = RetryPolicy.DEFAULT;
    Duration backoff = retry.parsed("backoff", time(MOMENT, WAIT_MAX)).orElse(standard.backoff());
    Duration most =
        retry.parsed("backoffMax", time(MOMENT, WAIT_MAX)).orElse(standard.backoffMax());
    boolean isOrdered = isOrdered(retry, "backoff", backoff, "backoffMax", most);
    return new RetryPolicy(
        retry.parsed("times", count(0, TIMES_MAX)).orElse(standard.times()),
        when(retry),
        retry.parsed("keyed", SettingParsers::flag).orElse(standard.isKeyRespected()),
        backoff,
        isOrdered ? most : backoff,
        retry.parsed("budget", share(0)).orElse(standard.budgetShare()),
        retry.parsed("floor", count(0, COUNT_MAX)).orElse(standard.budgetFloor()),
        retry
            .parsed("body", text -> (int) SettingParsers.bytesUpTo(text, BODY_BYTES_MAX))
            .orElse(standard.bodyBytesMax()));
  }

  private static RetryPolicy never(RetryPolicy policy) {
    return new RetryPolicy(
        0,
        Set.of(),
        false,
        policy.backoff(),
        policy.backoffMax(),
        policy.budgetShare(),
        policy.budgetFloor(),
        0);
  }

  private Set<AttemptEnd> when(YamlMapping retry) {
    if (retry.find("when").isEmpty()) {
      return RetryPolicy.DEFAULT.when();
    }
    Set<AttemptEnd> ends = EnumSet.noneOf(AttemptEnd.class);
    for (ScalarNode scalar : retry.scalars("when", WHEN_EXAMPLE)) {
      retry
          .parse(scalar, scalar.getValue(), ProtectionReader::end)
          .filter(end -> !ends.add(end))
          .ifPresent(_ -> faults.at(scalar, "'" + scalar.getValue() + "' stands twice; keep one"));
    }
    return ends;
  }

  private static AttemptEnd end(String text) {
    List<String> known = ENDS.values().stream().sorted().toList();
    return ENDS.entrySet().stream()
        .filter(entry -> entry.getValue().equals(text))
        .map(Map.Entry::getKey)
        .findFirst()
        .orElseThrow(
            () -> {
              String clause = Suggestion.clause(text, known);
              return new IllegalArgumentException(
                  "'"
                      + text
                      + "' is no end of an attempt"
                      + (clause.isEmpty() ? "; known are " + String.join(", ", known) : clause));
            });
  }

  private HedgePolicy hedge(YamlMapping hedge) {
    HedgePolicy standard = HedgePolicy.DEFAULT;
    return new HedgePolicy(
        hedge
            .parsed("percentile", count(50, 99))
            .map(Integer::doubleValue)
            .orElse(standard.percentile()),
        hedge.parsed("atLeast", time(Duration.ZERO, WAIT_MAX)).orElse(standard.atLeast()));
  }

  private BreakerPolicy breaker(YamlMapping breaker) {
    BreakerPolicy standard = BreakerPolicy.DEFAULT;
    Duration pause = breaker.parsed("pause", time(MOMENT, PAUSE_MAX)).orElse(standard.pause());
    Duration most = breaker.parsed("pauseMax", time(MOMENT, PAUSE_MAX)).orElse(standard.pauseMax());
    boolean isOrdered = isOrdered(breaker, "pause", pause, "pauseMax", most);
    return new BreakerPolicy(
        breaker.parsed("failures", share(1)).orElse(standard.failureShare()),
        breaker.parsed("calls", count(1, COUNT_MAX)).orElse(standard.callsMin()),
        breaker.parsed("within", time(MOMENT, PAUSE_MAX)).orElse(standard.within()),
        pause,
        isOrdered ? most : pause,
        breaker.parsed("probes", count(1, PROBES_MAX)).orElse(standard.probes()));
  }

  private boolean isOrdered(
      YamlMapping mapping, String lessKey, Duration less, String moreKey, Duration more) {
    boolean isOrdered = less.compareTo(more) <= 0;
    if (!isOrdered) {
      faults.at(
          mapping.node(),
          "'" + lessKey + "' is longer than '" + moreKey + "'; raise '" + moreKey + "' too");
    }
    return isOrdered;
  }

  private static Function<String, Integer> count(int min, int max) {
    return text -> SettingParsers.wholeNumber(text, min, max);
  }

  private static Function<String, Double> share(int percentMin) {
    return text -> {
      Matcher matcher = SHARE.matcher(text);
      int percent = matcher.matches() ? Integer.parseInt(matcher.group(1)) : -1;
      if (percent < percentMin || percent > 100) {
        throw new IllegalArgumentException(
            "'" + text + "' is no share; write " + percentMin + "% to 100%");
      }
      return percent / 100.0;
    };
  }

  private static Function<String, Duration> time(Duration min, Duration max) {
    return text -> {
      Duration time = SettingParsers.duration(text);
      if (time.compareTo(min) < 0 || time.compareTo(max) > 0) {
        throw new IllegalArgumentException(
            "'" + text + "': use a time from " + min.toMillis() + "ms to " + max.toSeconds() + "s");
      }
      return time;
    };
  }
}
