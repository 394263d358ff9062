package banyan.proxy.route;

import banyan.proxy.InternalFields;
import banyan.proxy.route.Balancing.Affinity;
import banyan.proxy.route.Balancing.Ejection;
import banyan.proxy.route.Balancing.HealthCheck;
import banyan.wire.SettingParsers;
import java.net.URI;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.Node;

/** Reads {@code balance}, {@code health} and {@code eject} of an upstream. One thread. */
final class BalancingReader {
  /** A longer time is a mistake in the unit. */
  static final Duration TIME_MAX = Duration.ofHours(1);

  /** A shorter one would be a load of its own. */
  static final Duration INTERVAL_MIN = Duration.ofMillis(50);

  private static final int PATH_LENGTH_MAX = 1000;
  private static final int COUNT_MAX = 1000;
  private static final Set<String> BALANCE_KEYS =
      new TreeSet<>(Set.of("affinity", "slowStart", "panic"));
  private static final Set<String> AFFINITY_KEYS =
      new TreeSet<>(Set.of("cookie", "field", "ownCookie"));
  private static final Set<String> HEALTH_KEYS =
      new TreeSet<>(
          Set.of("path", "interval", "timeout", "unhealthyAfter", "healthyAfter", "status"));
  private static final Set<String> EJECT_KEYS =
      new TreeSet<>(Set.of("failures", "outliers", "window", "time", "timeMax", "share"));

  /** RFC 9110 section 5.6.2; cookies have such names, too (RFC 6265 section 4.1.1). */
  private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9!#$%&'*+.^_`|~-]{1,100}");

  private static final Pattern PERCENT = Pattern.compile("(\\d{1,3})\\s*%");
  private static final Pattern STATUS = Pattern.compile("([2-5]\\d\\d)(?:-([2-5]\\d\\d))?");
  private static final Pattern PATH = Pattern.compile("/[!-~&&[^#]]*");

  private final Faults faults;

  BalancingReader(Faults faults) {
    this.faults = faults;
  }

  /**
   * @param weights by endpoint
   */
  Balancing read(YamlMapping upstream, Map<URI, Integer> weights) {
    Balancing standard = Balancing.DEFAULT;
    Optional<YamlMapping> balance =
        upstream
            .find("balance")
            .map(node -> YamlMapping.of(node, "'balance'", BALANCE_KEYS, faults));
    return new Balancing(
        weights,
        balance.flatMap(found -> found.find("affinity")).map(this::readAffinity).orElse(null),
        balance
            .flatMap(found -> found.parsed("slowStart", BalancingReader::time))
            .orElse(standard.slowStart()),
        balance
            .flatMap(found -> found.parsed("panic", BalancingReader::share))
            .orElse(standard.panicShare()),
        upstream.find("health").map(this::readHealth).orElse(null),
        upstream.find("eject").map(this::readEjection).orElse(standard.ejection()));
  }

  private @Nullable Affinity readAffinity(Node node) {
    YamlMapping affinity = YamlMapping.of(node, "'affinity'", AFFINITY_KEYS, faults);
    if (affinity.entries().size() != 1) {
      faults.at(
          node,
          "'affinity' names one thing: cookie (the application's), field, or ownCookie (made here);"
              + " write {cookie: NAME}");
      return null;
    }
    Function<String, String> name = BalancingReader::token;
    return affinity
        .parsed("cookie", name)
        .<Affinity>map(Affinity.Cookie::new)
        .or(() -> affinity.parsed("ownCookie", name).map(Affinity.OwnCookie::new))
        .or(() -> affinity.parsed("field", BalancingReader::field).map(Affinity.Field::new))
        .orElse(null);
  }

  private HealthCheck readHealth(Node node) {
    YamlMapping health = YamlMapping.of(node, "'health'", HEALTH_KEYS, faults);
    if (health.find("path").isEmpty()) {
      faults.at(node, "'path' is missing; write health: {path: /health}");
    }
    int[] status = health.parsed("status", BalancingReader::statuses).orElse(new int[] {200, 299});
    return new HealthCheck(
        health.parsed("path", BalancingReader::path).orElse("/"),
        health.parsed("interval", BalancingReader::interval).orElse(HealthCheck.INTERVAL),
        health.parsed("timeout", BalancingReader::interval).orElse(HealthCheck.TIMEOUT),
        health.parsed("unhealthyAfter", BalancingReader::count).orElse(HealthCheck.UNHEALTHY_AFTER),
        health.parsed("healthyAfter", BalancingReader::count).orElse(HealthCheck.HEALTHY_AFTER),
        status[0],
        status[1]);
  }

  private Ejection readEjection(Node node) {
    YamlMapping eject = YamlMapping.of(node, "'eject'", EJECT_KEYS, faults);
    Ejection standard = Ejection.DEFAULT;
    Duration time = eject.parsed("time", BalancingReader::interval).orElse(standard.time());
    Duration timeMax =
        eject
            .parsed("timeMax", BalancingReader::interval)
            .orElse(time.compareTo(standard.timeMax()) > 0 ? time : standard.timeMax());
    if (timeMax.compareTo(time) < 0) {
      faults.at(
          eject.find("timeMax").orElse(node),
          "'timeMax' is less than 'time', which is what the first ejection takes");
    }
    return new Ejection(
        eject
            .parsed("failures", text -> SettingParsers.wholeNumber(text, 0, COUNT_MAX))
            .orElse(standard.consecutive()),
        eject.parsed("outliers", SettingParsers::flag).orElse(standard.outliers()),
        eject.parsed("window", BalancingReader::interval).orElse(standard.window()),
        time,
        timeMax,
        eject.parsed("share", BalancingReader::share).orElse(standard.shareMax()));
  }

  private static Duration time(String text) {
    Duration time = SettingParsers.duration(text);
    if (time.compareTo(TIME_MAX) > 0) {
      throw new IllegalArgumentException("'" + text + "' is longer than an hour");
    }
    return time;
  }

  private static Duration interval(String text) {
    Duration time = time(text);
    if (time.compareTo(INTERVAL_MIN) < 0) {
      throw new IllegalArgumentException(
          "'" + text + "' is too short; write " + INTERVAL_MIN.toMillis() + "ms or more");
    }
    return time;
  }

  private static int count(String text) {
    return SettingParsers.wholeNumber(text, 1, COUNT_MAX);
  }

  private static double share(String text) {
    Matcher percent = PERCENT.matcher(text.strip());
    if (!percent.matches() || Integer.parseInt(percent.group(1)) > 100) {
      throw new IllegalArgumentException("'" + text + "' is no share; write 0% to 100%");
    }
    return Integer.parseInt(percent.group(1)) / 100.0;
  }

  private static int[] statuses(String text) {
    Matcher range = STATUS.matcher(text.strip());
    if (range.matches()) {
      int min = Integer.parseInt(range.group(1));
      int max = range.group(2) == null ? min : Integer.parseInt(range.group(2));
      if (min <= max) {
        return new int[] {min, max};
      }
    }
    throw new IllegalArgumentException(
        "'" + text + "' is no status; write one, such as 200, or a range, such as 200-299");
  }

  private static String path(String text) {
    if (text.length() > PATH_LENGTH_MAX || !PATH.matcher(text).matches()) {
      throw new IllegalArgumentException(
          "'" + text + "' is no path; write one from the root, such as /health");
    }
    return text;
  }

  private static String token(String text) {
    if (!TOKEN.matcher(text).matches()) {
      throw new IllegalArgumentException(
          "'" + text + "' is no name of a field or a cookie; use letters, digits and hyphens");
    }
    return text;
  }

  private static String field(String text) {
    String name = token(text).toLowerCase(Locale.ROOT);
    if (InternalFields.isInternal(InternalFields.canonical(name))) {
      throw new IllegalArgumentException(
          "'" + text + "' is removed from what clients send; name another field");
    }
    return name;
  }
}
