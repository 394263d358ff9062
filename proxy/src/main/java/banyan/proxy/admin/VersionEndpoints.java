package banyan.proxy.admin;

import banyan.proxy.admin.AdminEndpoint.Answer;
import banyan.proxy.publish.PublishedRoutes;
import banyan.proxy.publish.PublishedRoutes.Outcome;
import banyan.proxy.publish.VersionEntry;
import banyan.proxy.route.RouteDocument.Fault;
import banyan.wire.Failure;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The endpoints of the admin listener that publish routes and tell who did.
 *
 * <p>Published: 201 with the version. Faults of the document: 422 with each of them. Another
 * version came between: 409 with it. No such version: 404. The store is away: 503. In each of the
 * four nothing has changed.
 */
public final class VersionEndpoints {
  /** A document as a JSON string may be longer than its text. */
  private static final int PUBLICATION_BYTES_MAX = 4 << 20;

  private static final int QUESTION_BYTES_MAX = 16 << 10;

  private static final Set<String> SHOW_KEYS = Set.of("version");
  private static final Set<String> PUBLISH_KEYS = Set.of("document", "why", "as", "expect");
  private static final Set<String> ROLLBACK_KEYS = Set.of("version", "why", "as", "expect");

  private VersionEndpoints() {}

  /**
   * {@code GET /routes/history}, {@code POST /routes/show}, {@code /routes/publish}, {@code
   * /routes/rollback}.
   *
   * @param role who publishes when a request does not say: the role that the token is of
   */
  public static List<AdminEndpoint> of(PublishedRoutes routes, String role) {
    return List.of(
        AdminEndpoint.get(
            "/routes/history",
            () ->
                guarded(() -> Answer.json(200, routes.history().stream().map(Line::of).toList()))),
        AdminEndpoint.ask(
            "/routes/show",
            QUESTION_BYTES_MAX,
            body -> guarded(() -> show(routes, SentObject.parse(body, SHOW_KEYS)))),
        post(
            "/routes/publish",
            PUBLICATION_BYTES_MAX,
            body -> publish(routes, role, SentObject.parse(body, PUBLISH_KEYS))),
        post(
            "/routes/rollback",
            QUESTION_BYTES_MAX,
            body -> rollBack(routes, role, SentObject.parse(body, ROLLBACK_KEYS))));
  }

  private static AdminEndpoint post(String path, int bytesMax, Function<String, Answer> code) {
    return AdminEndpoint.post(path, bytesMax, request -> guarded(() -> code.apply(request.body())));
  }

  private static Answer guarded(Supplier<Answer> code) {
    try {
      return code.get();
    } catch (Failure e) {
      return refusal(e.problem().status(), e.problem().detail());
    }
  }

  private static Answer show(PublishedRoutes routes, SentObject asked) {
    return routes
        .find(asked.number("version", 0))
        .map(version -> Answer.json(200, new Shown(Line.of(version.entry()), version.text())))
        .orElseGet(VersionEndpoints::unknown);
  }

  private static Answer publish(PublishedRoutes routes, String role, SentObject asked) {
    return answer(
        routes.publish(
            asked.text("document"),
            asked.text("as", role),
            asked.text("why"),
            asked.optionalNumber("expect")));
  }

  private static Answer rollBack(PublishedRoutes routes, String role, SentObject asked) {
    return answer(
        routes.rollBack(
            asked.number("version"),
            asked.text("as", role),
            asked.text("why"),
            asked.optionalNumber("expect")));
  }

  private static Answer answer(Outcome outcome) {
    return switch (outcome) {
      case Outcome.Published published -> Answer.json(201, Line.of(published.version()));
      case Outcome.Refused refused ->
          Answer.json(
              422,
              new Refusal(
                  "the document has faults; nothing has changed",
                  null,
                  refused.faults().stream().map(Place::of).toList()));
      case Outcome.Overtaken(VersionEntry newest) ->
          Answer.json(
              409,
              new Refusal(
                  (newest == null ? "there is no version yet" : newest + " came between")
                      + "; nothing has changed",
                  newest == null ? null : Line.of(newest),
                  List.of()));
      case Outcome.Unknown _ -> unknown();
    };
  }

  private static Answer unknown() {
    return refusal(404, "there is no such version, or it is not kept any more");
  }

  private static Answer refusal(int status, String detail) {
    return Answer.json(status, new Refusal(detail, null, List.of()));
  }

  /** A version; {@code parent} is 0 for the first. */
  public record Line(long version, long parent, String hash, String who, String when, String why) {
    static Line of(VersionEntry entry) {
      return new Line(
          entry.number(),
          entry.parent(),
          entry.hash(),
          entry.who(),
          entry.when().toString(),
          entry.why());
    }
  }

  /** A version with its document. */
  public record Shown(Line version, String document) {}

  /**
   * Why nothing has changed.
   *
   * @param between the version that came between; null when that is not the reason
   */
  public record Refusal(String detail, @Nullable Line between, List<Place> faults) {}

  /** One fault; line and column are 0 where the whole document is meant. */
  public record Place(int line, int column, String message) {
    static Place of(Fault fault) {
      return new Place(fault.line(), fault.column(), fault.message());
    }
  }
}
