package banyan.proxy.route;

import banyan.proxy.match.SafeMethods;
import banyan.wire.SettingParsers;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.Node;

/** Reads what a route makes of idempotency keys. One thread. */
final class KeyPolicyReader {
  static final Duration RETENTION_MIN = Duration.ofMinutes(1);
  static final Duration RETENTION_MAX = Duration.ofDays(30);

  private static final Set<String> KEYS = new TreeSet<>(Set.of("required", "replay", "retention"));

  private final Faults faults;

  KeyPolicyReader(Faults faults) {
    this.faults = faults;
  }

  /** The policy; null where the route says nothing of keys. */
  @Nullable KeyPolicy read(YamlMapping route, Destination to, Set<String> methods) {
    Optional<Node> node = route.find("idempotency");
    if (node.isEmpty()) {
      return null;
    }
    YamlMapping keys = YamlMapping.of(node.get(), "'idempotency'", KEYS, faults);
    if (to instanceof Destination.Local) {
      faults.at(node.get(), "the route is local: its context keeps its own keys; leave it out");
    } else if (!methods.isEmpty() && SafeMethods.hasAll(methods)) {
      faults.at(node.get(), "a key is for what changes something; name such a method");
    }
    return new KeyPolicy(
        keys.parsed("required", SettingParsers::flag).orElse(false),
        keys.parsed("replay", KeyPolicyReader::parseReplay).orElse(KeyPolicy.Replay.UPSTREAM),
        keys.parsed("retention", KeyPolicyReader::parseRetention)
            .orElse(KeyPolicy.RETENTION_DEFAULT));
  }

  private static KeyPolicy.Replay parseReplay(String text) {
    return switch (text) {
      case "upstream" -> KeyPolicy.Replay.UPSTREAM;
      case "proxy" -> KeyPolicy.Replay.PROXY;
      default ->
          throw new IllegalArgumentException(
              "'"
                  + text
                  + "' answers no keys; write upstream where it keeps them itself, else proxy");
    };
  }

  private static Duration parseRetention(String text) {
    Duration time = SettingParsers.duration(text);
    if (time.compareTo(RETENTION_MIN) < 0 || time.compareTo(RETENTION_MAX) > 0) {
      throw new IllegalArgumentException("'" + text + "': use a time from 1m to 720h");
    }
    return time;
  }
}
