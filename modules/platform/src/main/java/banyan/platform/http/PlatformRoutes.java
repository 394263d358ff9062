package banyan.platform.http;

import banyan.wire.Problem;
import banyan.wire.ProblemType;
import banyan.wire.Problems;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** The routes that every deployable has beside those of its contexts: description and health. */
public final class PlatformRoutes {
  private static final Duration READINESS_RETRY = Duration.ofSeconds(1);

  private static final Shape HEALTH =
      Shapes.object("Health").required("status", Shapes.oneOf("live", "ready"));

  private PlatformRoutes() {}

  /**
   * The platform's routes.
   *
   * @param version of the product
   * @param contexts the routes to be described, in the order of the description
   * @param problems every type that may be answered
   * @param readiness asked at each {@code /health/ready}; quick, does no work of its own
   */
  public static List<RouteDeclaration> of(
      String version,
      List<RouteDeclaration> contexts,
      List<ProblemType> problems,
      Supplier<List<Readiness>> readiness) {
    var platform = new ArrayList<RouteDeclaration>();
    var document = new DescriptionEndpoint();
    platform.addAll(health(readiness));
    platform.add(
        Declare.get("/openapi.json", document)
            .summary("This API as an OpenAPI 3.1 document.")
            .field("If-None-Match", Shapes.text(1, 1000), "ETags that the client has")
            .serves(200, List.of(MediaTypes.JSON), "The document.", "ETag")
            .answers(304, null, "The client has it.", "ETag")
            .route());
    platform.addAll(DocsPage.routes());
    platform.addAll(problemPages(new ProblemPages(problems)));
    var all = new ArrayList<>(contexts);
    all.addAll(platform);
    document.describe(StrictJson.write(ApiDescription.of(version, all, problems)));
    return List.copyOf(platform);
  }

  private static List<RouteDeclaration> health(Supplier<List<Readiness>> readiness) {
    return List.of(
        Declare.get("/health/live", request -> Reply.ok(Map.of("status", "live")))
            .summary("Whether the process runs.")
            .answers(200, HEALTH, "It does.")
            .route(),
        Declare.get("/health/ready", request -> ready(readiness.get()))
            .summary("Whether the process can answer requests now.")
            .answers(200, HEALTH, "It can; 503 otherwise, with `parts`.")
            .route());
  }

  private static List<RouteDeclaration> problemPages(ProblemPages pages) {
    return List.of(
        Declare.get("/problems", pages::index)
            .summary("Every problem that may be answered.")
            .field("Accept", Shapes.text(1, 1000), "application/json for data instead of a page")
            .serves(200, ProblemPages.MEDIA_TYPES, "A page, or JSON.")
            .route(),
        Declare.get("/problems/{name}", pages::page)
            .summary("What a problem means and what to do about it.")
            .path("name", Shapes.text(1, 100).example("invalid-request"), "the problem's name")
            .field("Accept", Shapes.text(1, 1000), "application/json for data instead of a page")
            .serves(200, ProblemPages.MEDIA_TYPES, "A page, or JSON.")
            .refuses(Problems.ROUTE_NOT_FOUND)
            .route());
  }

  private static Reply ready(List<Readiness> parts) {
    if (parts.stream().allMatch(Readiness::isReady)) {
      return Reply.ok(Map.of("status", "ready"));
    }
    List<String> missing =
        parts.stream().filter(part -> !part.isReady()).map(Readiness::name).toList();
    Problem problem =
        Problem.of(Problems.UNAVAILABLE, "not ready: " + String.join(", ", missing))
            .with("parts", parts.stream().map(PlatformRoutes::members).toList());
    return Reply.problem(problem).with("Retry-After", Long.toString(READINESS_RETRY.toSeconds()));
  }

  private static Map<String, Object> members(Readiness part) {
    var members = new LinkedHashMap<String, Object>();
    members.put("name", part.name());
    members.put("ready", part.isReady());
    members.put("detail", part.detail());
    return members;
  }

  /** The document's endpoint; told its text once, before the routes are handed out. */
  private static final class DescriptionEndpoint implements Endpoint {
    private volatile String text = "";
    private volatile String etag = "";

    void describe(String document) {
      text = document;
      etag = "\"" + hash(document) + "\"";
    }

    @Override
    public Reply answer(ApiRequest request) {
      boolean isKnown =
          request.field("If-None-Match").filter(known -> known.contains(etag)).isPresent();
      Reply reply =
          isKnown
              ? new Reply(304, Map.of(), null)
              : Reply.ok(new Reply.Text(MediaTypes.JSON, text));
      return reply.with("ETag", etag).with("Cache-Control", "no-cache");
    }

    private static String hash(String document) {
      try {
        byte[] digest =
            MessageDigest.getInstance("SHA-256").digest(document.getBytes(StandardCharsets.UTF_8));
        return HexFormat.of().formatHex(digest, 0, 8);
      } catch (NoSuchAlgorithmException e) {
        throw new IllegalStateException("every JDK has SHA-256", e);
      }
    }
  }
}
