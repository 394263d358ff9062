package banyan.platform.http;

import banyan.wire.ProblemType;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One route of a context, declared once: it feeds Javalin, the proxy's route table and the OpenAPI
 * document.
 *
 * @param method an upper-case HTTP method; GET answers HEAD too
 * @param path a template such as {@code /api/v1/products/{id}}; {@code {x}} is one segment
 * @param right what the caller must hold, such as {@code catalog:write}; null when anybody may
 * @param bodyBytesMax the largest body it takes; more is answered 413
 * @param summary one line for the description
 * @param parameters path, query and field parameters
 * @param body the shape of the JSON body; null when it takes none
 * @param answers the successful answers by status
 * @param problems what it may refuse with, besides what every route may
 */
public record RouteDeclaration(
    String method,
    String path,
    Endpoint endpoint,
    @Nullable String right,
    long bodyBytesMax,
    String summary,
    List<Parameter> parameters,
    @Nullable Shape body,
    Map<Integer, Answer> answers,
    List<ProblemType> problems) {

  /** The largest body a route takes unless it says otherwise: 1 MiB. */
  public static final long BODY_BYTES_DEFAULT = 1 << 20;

  /** Where a parameter stands. */
  public enum Place {
    PATH,
    QUERY,
    FIELD
  }

  /** One parameter; its text is checked as a JSON value of its shape. */
  public record Parameter(
      String name, Place place, boolean isRequired, Shape shape, String description) {}

  /**
   * A successful answer.
   *
   * @param shape of its JSON body; null when no shape describes the body, or there is none
   * @param mediaTypes what the body may come as; empty when there is none
   * @param fields that it carries
   */
  public record Answer(
      @Nullable Shape shape, List<String> mediaTypes, String description, List<String> fields) {}
}
