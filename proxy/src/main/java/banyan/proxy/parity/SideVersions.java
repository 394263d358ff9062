package banyan.proxy.parity;

import banyan.proxy.certificate.Certificate.Version;
import banyan.proxy.compare.RecordedAnswer;
import banyan.proxy.compare.RecordedField;
import banyan.proxy.migration.Migration;
import banyan.proxy.migration.Side;
import banyan.proxy.route.Destination;
import banyan.proxy.route.RouteTable;
import banyan.proxy.route.Upstream;
import banyan.wire.Fields;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Which build and which configuration each side of a migration is. The build of an upstream is what
 * the document says, else what its answers said last. Any thread.
 */
public final class SideVersions {
  /** Of a side that does not tell its build. */
  public static final String UNKNOWN = "unknown";

  /** What may stand for a build: visible ASCII. */
  private static final Pattern BUILD = Pattern.compile("[!-~]{1,100}");

  private final Supplier<RouteTable> table;
  private final LocalSide local;

  /** What answers said, by upstream; as many as documents have upstreams. */
  private final Map<String, String> told = new ConcurrentHashMap<>();

  private volatile Cached cached;

  /**
   * Versions of the sides that a table knows.
   *
   * @param table the one in force
   */
  public SideVersions(Supplier<RouteTable> table, LocalSide local) {
    this.table = table;
    this.local = local;
    this.cached = new Cached(table.get(), new ConcurrentHashMap<>());
  }

  /** What a side is now. */
  public Version of(Migration migration, Side side) {
    String target = migration.destination(side);
    RouteTable now = table.get();
    Cached known = cached;
    if (known.table() != now) {
      known = new Cached(now, new ConcurrentHashMap<>());
      cached = known;
    }
    boolean isLocal = target.equals(Destination.Local.NAME);
    Upstream upstream = upstream(now, target);
    String configuration =
        known
            .configurations()
            .computeIfAbsent(
                migration.name() + " " + side,
                _ -> isLocal ? local.configuration(migration) : of(now, migration, upstream));
    return new Version(target, isLocal ? local.build() : build(target, upstream), configuration);
  }

  /** Learns what an answer says of the build of the side that gave it. */
  void learn(Migration migration, Side side, RecordedAnswer answer) {
    String target = migration.destination(side);
    Upstream upstream = upstream(table.get(), target);
    if (upstream == null || upstream.build().label() != null) {
      return;
    }
    for (RecordedField field : answer.fields()) {
      if (field.name().equalsIgnoreCase(upstream.build().field())
          && BUILD.matcher(field.value()).matches()) {
        told.put(target, field.value());
      }
    }
  }

  /** The answer without the field that tells its build: builds differ, and are compared here. */
  RecordedAnswer withoutBuild(Migration migration, Side side, RecordedAnswer answer) {
    Upstream upstream = upstream(table.get(), migration.destination(side));
    String field = upstream == null ? Fields.BUILD : upstream.build().field();
    return answer.fields().stream().noneMatch(each -> each.name().equalsIgnoreCase(field))
        ? answer
        : new RecordedAnswer(
            answer.status(),
            answer.fields().stream().filter(each -> !each.name().equalsIgnoreCase(field)).toList(),
            answer.body());
  }

  private String build(String target, @Nullable Upstream upstream) {
    String label = upstream == null ? null : upstream.build().label();
    return label == null ? told.getOrDefault(target, UNKNOWN) : label;
  }

  private static @Nullable Upstream upstream(RouteTable table, String target) {
    return table.destination(target) instanceof Destination.Remote remote
        ? remote.upstream()
        : null;
  }

  /** How it is asked, and what is translated on the way there and back. */
  private static String of(RouteTable table, Migration migration, @Nullable Upstream upstream) {
    if (upstream == null) {
      return UNKNOWN;
    }
    List<Object> parts = new ArrayList<>();
    parts.add(upstream.name());
    parts.add(upstream.endpoints());
    parts.add(upstream.timeouts());
    parts.add(upstream.trust() == null ? "" : upstream.trust().fingerprint());
    parts.add(upstream.balancing());
    parts.add(upstream.protection());
    table.routes().stream()
        .filter(route -> route.to() instanceof Destination.Remote)
        .filter(route -> route.to().name().equals(upstream.name()))
        .filter(route -> migration.routes().stream().anyMatch(pattern -> pattern.meets(route)))
        .forEach(
            route -> {
              if (route.to() instanceof Destination.Remote remote && remote.adapter() != null) {
                parts.add(route.id());
                parts.add(remote.adapter());
                parts.add(remote.paths());
              }
            });
    return CanonicalText.hash(parts);
  }

  /** What was computed for one table. */
  private record Cached(RouteTable table, Map<String, String> configurations) {}
}
