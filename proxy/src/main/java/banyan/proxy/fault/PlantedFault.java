package banyan.proxy.fault;

import banyan.proxy.publish.Reason;
import java.time.Duration;
import java.time.Instant;
import java.util.regex.Pattern;

/**
 * A fault that somebody planted. It ends by itself.
 *
 * @param name unique among those that are planted
 * @param percent of the requests in its scope that it befalls, 1 to 100
 * @param until when it ends
 * @param reason who planted it and why; who is a claim, unlike the role of the token in the audit
 */
public record PlantedFault(
    String name, FaultScope scope, int percent, FaultKind kind, Instant until, Reason reason) {
  /** A fault is an experiment that somebody watches. */
  public static final Duration LONGEST = Duration.ofHours(1);

  private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9-]{0,63}");

  public PlantedFault {
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException(
          "name '" + name + "': use 1 to 64 of a-z, 0-9 and hyphens, a hyphen not first");
    }
    if (percent < 1 || percent > 100) {
      throw new IllegalArgumentException("share '" + percent + "': use 1 to 100 percent");
    }
  }

  /** A time that a fault may last; throws IllegalArgumentException for another. */
  public static Duration requireTime(Duration time) {
    if (time.toMillis() < 1 || time.compareTo(LONGEST) > 0) {
      throw new IllegalArgumentException(
          "for '" + time.toMillis() + "ms': use 1ms to " + LONGEST.toHours() + "h");
    }
    return time;
  }
}
