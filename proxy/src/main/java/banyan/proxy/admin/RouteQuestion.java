package banyan.proxy.admin;

import banyan.proxy.ingress.NormalPath;
import banyan.proxy.match.WireHead;
import banyan.proxy.migration.Migration;
import banyan.proxy.migration.Overlay;
import banyan.proxy.route.Destination;
import banyan.proxy.route.Explanation;
import banyan.proxy.route.Route;
import banyan.proxy.route.RouteTable;
import banyan.wire.Caller;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.eclipse.jetty.http.HttpFields;
import org.jspecify.annotations.Nullable;

/**
 * Who would answer a request that did not come, and why: {@code {"method": "GET", "target":
 * "/api/v1/products/42?x=1", "host": "shop.example", "fields": [["X-Beta", "1"]], "tenant":
 * "acme"}}. Host, fields and tenant may be left out.
 */
public final class RouteQuestion {
  /** A longer question is refused. */
  public static final int BYTES_MAX = 64 << 10;

  private static final JsonMapper JSON = new JsonMapper();

  private final WireHead head;
  private final String tenant;

  private RouteQuestion(WireHead head, String tenant) {
    this.head = head;
    this.tenant = tenant;
  }

  /** Reads a question; throws IllegalArgumentException whose message says what is wrong. */
  public static RouteQuestion parse(String json) {
    JsonNode question = read(json);
    String target = text(question, "target", "");
    int mark = target.indexOf('?');
    String path =
        switch (NormalPath.of(mark < 0 ? target : target.substring(0, mark))) {
          case NormalPath.Normal normal -> normal.path();
          case NormalPath.Refused refused ->
              throw new IllegalArgumentException(
                  "every request for '" + target + "' gets 400: " + refused.reason());
        };
    String host = text(question, "host", "");
    WireHead head =
        new WireHead(
            WireHead.canonical(host.isEmpty() ? null : host),
            text(question, "method", "GET").toUpperCase(Locale.ROOT),
            path,
            mark < 0 ? null : target.substring(mark + 1),
            fields(question.path("fields")));
    return new RouteQuestion(head, text(question, "tenant", Caller.MAIN_TENANT));
  }

  WireHead head() {
    return head;
  }

  String tenant() {
    return tenant;
  }

  public Answer answer(RouteTable table) {
    return answer(table, null);
  }

  /**
   * The answer.
   *
   * @param overlay the migrations in force; null for none
   */
  public Answer answer(RouteTable table, @Nullable Overlay overlay) {
    Explanation explanation = Explanation.of(table, head, tenant);
    Route declared = explanation.declared();
    return new Answer(
        new Asked(head.method(), head.host(), head.path(), tenant),
        explanation.winner() == null ? null : Line.of(explanation.winner()),
        declared == null ? null : declared.id(),
        explanation.allowed(),
        explanation.refused(),
        explanation.others().stream().map(Other::of).toList(),
        explanation.winner() == null || overlay == null
            ? List.of()
            : overlay.applying(head, explanation.winner().to().name()).stream()
                .map(Moving::of)
                .toList());
  }

  private static JsonNode read(String json) {
    try {
      JsonNode node = JSON.readTree(json);
      if (node != null && node.isObject()) {
        return node;
      }
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("the question is no JSON: " + e.getOriginalMessage(), e);
    }
    throw new IllegalArgumentException("the question is no JSON object");
  }

  private static String text(JsonNode question, String key, String otherwise) {
    JsonNode value = question.path(key);
    if (!value.isMissingNode() && !value.isNull() && !value.isTextual()) {
      throw new IllegalArgumentException("'" + key + "' is no text");
    }
    return value.asText(otherwise).isEmpty() ? otherwise : value.asText();
  }

  private static HttpFields fields(JsonNode pairs) {
    HttpFields.Mutable fields = HttpFields.build();
    for (JsonNode pair : pairs) {
      if (pair.size() != 2 || !pair.path(0).isTextual() || !pair.path(1).isTextual()) {
        throw new IllegalArgumentException("'fields' is a list of pairs: [[\"X-Beta\", \"1\"]]");
      }
      fields.add(pair.path(0).asText(), pair.path(1).asText().strip());
    }
    return fields.asImmutable();
  }

  /**
   * The answer.
   *
   * @param winner null when no route answers
   * @param declared the id of the declaration that keeps owner, right and limit; null for none
   * @param allowed the methods of this path, when none takes this one
   * @param refused why every request for such a path gets 400; null for others
   * @param others every other route and why it does not answer
   * @param migrations that move the request, one after the other
   */
  public record Answer(
      Asked request,
      @Nullable Line winner,
      @Nullable String declared,
      Set<String> allowed,
      @Nullable String refused,
      List<Other> others,
      List<Moving> migrations) {}

  /**
   * A migration that moves a request.
   *
   * @param standing its stage, with the weight of a canary
   */
  public record Moving(String name, String standing, String from, String to) {
    static Moving of(Migration migration) {
      return new Moving(migration.name(), migration.standing(), migration.from(), migration.to());
    }
  }

  /** The request as the table sees it. */
  public record Asked(String method, @Nullable String host, String path, String tenant) {}

  /**
   * A route.
   *
   * @param source {@code document} or {@code declaration}
   * @param to {@code local} or the name of an upstream
   */
  public record Line(String route, String source, String to, String owner) {
    static Line of(Route route) {
      return new Line(
          route.id(),
          route.source().name().toLowerCase(Locale.ROOT),
          switch (route.to()) {
            case Destination.Local local -> local.name();
            case Destination.Remote remote -> remote.name();
          },
          route.owner());
    }
  }

  /** A route that does not answer; see {@link Explanation.Verdict}. */
  public record Other(String route, String source, String cause, int rule, String reason) {
    static Other of(Explanation.Verdict verdict) {
      return new Other(
          verdict.route().id(),
          verdict.route().source().name().toLowerCase(Locale.ROOT),
          verdict.cause(),
          verdict.rule(),
          verdict.reason());
    }
  }
}
