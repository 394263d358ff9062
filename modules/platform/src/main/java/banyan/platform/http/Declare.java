package banyan.platform.http;

import banyan.platform.http.RouteDeclaration.Answer;
import banyan.platform.http.RouteDeclaration.Parameter;
import banyan.platform.http.RouteDeclaration.Place;
import banyan.wire.Fields;
import banyan.wire.ProblemType;
import banyan.wire.Problems;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A {@link RouteDeclaration} in the writing, as a sentence that ends in {@link #route}. For one
 * thread.
 */
public final class Declare {
  /**
   * What an idempotency key looks like: bare, or as the string of RFC 9651 that the draft demands.
   */
  private static final TextShape IDEMPOTENCY_KEY =
      Shapes.text(1, 512)
          .matching(
              "[!#-~][!-~]{0,254}|\"([!#-\\[\\]-~]|\\\\[\"\\\\]){1,255}\"",
              "must be 1 to 255 visible ASCII characters, bare or in double quotes",
              "8e03978e-40d5-43e8-bc93-6894a57f9324");

  private final String method;
  private final String path;
  private final Endpoint endpoint;
  private final List<Parameter> parameters = new ArrayList<>();
  private final Map<Integer, Answer> answers = new TreeMap<>();
  private final List<ProblemType> problems = new ArrayList<>();
  private @Nullable String right;
  private @Nullable Shape body;
  private long bodyBytesMax = RouteDeclaration.BODY_BYTES_DEFAULT;
  private String summary = "";

  private Declare(String method, String path, Endpoint endpoint) {
    this.method = method;
    this.path = path;
    this.endpoint = endpoint;
  }

  /** A route that reads; it answers HEAD too. */
  public static Declare get(String path, Endpoint endpoint) {
    return new Declare("GET", path, endpoint);
  }

  public static Declare post(String path, Endpoint endpoint) {
    return new Declare("POST", path, endpoint);
  }

  public static Declare put(String path, Endpoint endpoint) {
    return new Declare("PUT", path, endpoint);
  }

  public static Declare patch(String path, Endpoint endpoint) {
    return new Declare("PATCH", path, endpoint);
  }

  public static Declare delete(String path, Endpoint endpoint) {
    return new Declare("DELETE", path, endpoint);
  }

  /** One line for the description. */
  public Declare summary(String line) {
    summary = line;
    return this;
  }

  /** What the caller must hold, such as {@code catalog:write}. */
  public Declare right(String demanded) {
    right = demanded;
    return this;
  }

  /** The shape of the path's {@code {name}}. */
  public Declare path(String name, Shape shape, String description) {
    parameters.add(new Parameter(name, Place.PATH, true, shape, description));
    return this;
  }

  /** A query parameter that may be left out. */
  public Declare query(String name, Shape shape, String description) {
    parameters.add(new Parameter(name, Place.QUERY, false, shape, description));
    return this;
  }

  /** A request field that may be left out. */
  public Declare field(String name, Shape shape, String description) {
    parameters.add(new Parameter(name, Place.FIELD, false, shape, description));
    return this;
  }

  /** The JSON body it takes; without this it takes none. */
  public Declare body(Shape shape) {
    body = shape;
    return this;
  }

  /** The largest body it takes, instead of 1 MiB. */
  public Declare bodyBytesMax(long bytes) {
    bodyBytesMax = bytes;
    return this;
  }

  /** A successful answer; {@code shape} is null when it carries no body. */
  public Declare answers(int status, @Nullable Shape shape, String description, String... fields) {
    List<String> mediaTypes = shape == null ? List.of() : List.of(MediaTypes.JSON);
    answers.put(status, new Answer(shape, mediaTypes, description, List.of(fields)));
    return this;
  }

  /** A successful answer whose body no shape describes, such as a page, in any of some types. */
  public Declare serves(int status, List<String> mediaTypes, String description, String... fields) {
    answers.put(status, new Answer(null, mediaTypes, description, List.of(fields)));
    return this;
  }

  /** What it may refuse with, besides what every route may. */
  public Declare refuses(ProblemType... types) {
    problems.addAll(List.of(types));
    return this;
  }

  /**
   * Takes an {@code Idempotency-Key}. The endpoint must run its effect through {@link
   * banyan.platform.idempotency.Keys}.
   */
  public Declare idempotent() {
    field(
        Fields.IDEMPOTENCY_KEY,
        IDEMPOTENCY_KEY,
        "Makes sending the request again safe: the same key and request get the same answer.");
    return refuses(Problems.IDEMPOTENCY_KEY_REUSED, Problems.IDEMPOTENCY_KEY_IN_FLIGHT);
  }

  /** The declaration; throws IllegalStateException when a path parameter has no shape. */
  public RouteDeclaration route() {
    List<String> shaped =
        parameters.stream().filter(p -> p.place() == Place.PATH).map(Parameter::name).toList();
    if (!List.copyOf(PathPattern.of(path).names()).equals(shaped)) {
      throw new IllegalStateException(
          method + " " + path + " declares the path parameters " + shaped);
    }
    if (answers.isEmpty()) {
      throw new IllegalStateException(method + " " + path + " declares no answer");
    }
    return new RouteDeclaration(
        method,
        path,
        endpoint,
        right,
        bodyBytesMax,
        summary,
        List.copyOf(parameters),
        body,
        Map.copyOf(answers),
        List.copyOf(problems));
  }
}
