package banyan.proxy.route;

import banyan.proxy.match.Condition;
import banyan.proxy.match.Trait;
import banyan.proxy.match.WireHead;
import java.util.List;
import java.util.Map;
import org.eclipse.jetty.http.HttpFields;
import org.jspecify.annotations.Nullable;

/**
 * A request as a list of what it gives, and the same as a head on the wire.
 *
 * @param given the values by what conditions look at, in words
 */
record RandomRequest(
    @Nullable String host,
    String method,
    String path,
    Map<String, List<String>> given,
    String tenant) {

  WireHead head() {
    HttpFields.Mutable fields = HttpFields.build();
    values("field x").forEach(value -> fields.add("X", value));
    values("cookie c").forEach(value -> fields.add("Cookie", "b=1; c=" + value));
    values("version in accept")
        .forEach(
            value ->
                fields.add("Accept", "text/html, application/vnd.shop.v" + value + "+json;q=0.5"));
    StringBuilder query = new StringBuilder("p=1");
    values("query q").forEach(value -> query.append("&q=").append(value));
    return new WireHead(host, method, path, query.toString(), fields.asImmutable());
  }

  /** Whether it meets a condition, as somebody would look it up by hand. */
  boolean meets(Condition condition) {
    List<String> values =
        switch (condition.trait()) {
          case Trait.Segment(int index, String _) -> List.of(bare(path.split("/", -1)[index + 1]));
          case Trait.Tenant _ -> List.of(tenant);
          default -> values(condition.trait().words());
        };
    return condition.values().isEmpty()
        ? !values.isEmpty()
        : values.size() == 1 && condition.values().contains(values.getFirst());
  }

  private static String bare(String version) {
    return version.startsWith("v") ? version.substring(1) : version;
  }

  private List<String> values(String words) {
    return given.getOrDefault(words, List.of());
  }
}
