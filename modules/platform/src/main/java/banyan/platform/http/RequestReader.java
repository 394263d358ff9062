package banyan.platform.http;

import banyan.platform.http.RouteDeclaration.Parameter;
import banyan.platform.http.RouteDeclaration.Place;
import banyan.wire.Arrival;
import banyan.wire.Failure;
import banyan.wire.Problem;
import banyan.wire.Problems;
import banyan.wire.Suggestion;
import banyan.wire.Violation;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import jakarta.servlet.http.HttpServletRequest;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The reading of one request against its declaration: what cannot be read at all fails at once,
 * everything else that is wrong is collected into one {@code invalid-request}. For one request.
 */
final class RequestReader {
  /** How many parameters a query may have. */
  static final int QUERY_PARAMETERS_MAX = 100;

  private final RouteDeclaration route;
  private final PathPattern template;
  private final HttpServletRequest request;
  private final List<Violation> violations = new ArrayList<>();
  private final Map<String, String> path = new HashMap<>();
  private final Map<String, String> query = new LinkedHashMap<>();

  /**
   * @param template of the route's path
   */
  RequestReader(RouteDeclaration route, PathPattern template, HttpServletRequest request) {
    this.route = route;
    this.template = template;
    this.request = request;
  }

  /** The request, which has its declared shapes; fails with a problem otherwise. */
  ApiRequest read(Arrival arrival) {
    path.putAll(template.parameters(request.getRequestURI()));
    readQuery();
    byte[] bytes = new BodyReader(request, route.bodyBytesMax()).read(arrival.deadline());
    JsonNode body = body(bytes);
    for (Parameter parameter : route.parameters()) {
      switch (parameter.place()) {
        case PATH -> check(parameter, path.get(parameter.name()));
        case QUERY -> check(parameter, query.get(parameter.name()));
        case FIELD -> checkField(parameter);
      }
    }
    checkBody(bytes, body);
    if (!violations.isEmpty()) {
      var shown = violations.stream().limit(Shape.VIOLATIONS_MAX).toList();
      throw Failure.client(Problem.of(Problems.INVALID_REQUEST, detail(), shown));
    }
    return new CheckedRequest(route, request, arrival, path, query, bytes, body);
  }

  private void readQuery() {
    String raw = request.getQueryString();
    if (raw == null || raw.isEmpty()) {
      return;
    }
    String[] parts = raw.split("&", QUERY_PARAMETERS_MAX + 1);
    if (parts.length > QUERY_PARAMETERS_MAX) {
      throw PercentCoding.malformed("the query has over " + QUERY_PARAMETERS_MAX + " parameters");
    }
    List<String> known =
        route.parameters().stream()
            .filter(parameter -> parameter.place() == Place.QUERY)
            .map(Parameter::name)
            .toList();
    for (String part : parts) {
      addQuery(part, known);
    }
  }

  private void addQuery(String part, List<String> known) {
    int equals = part.indexOf('=');
    String name = PercentCoding.decodeQuery(equals < 0 ? part : part.substring(0, equals));
    String value = equals < 0 ? "" : PercentCoding.decodeQuery(part.substring(equals + 1));
    if (!known.contains(name)) {
      String hint =
          name.length() > StrictJson.NAME_LENGTH_MAX ? "" : Suggestion.clause(name, known);
      violations.add(new Violation("query:" + name, "is not a parameter of this operation" + hint));
    } else if (query.putIfAbsent(name, value) != null) {
      violations.add(new Violation("query:" + name, "must be sent once"));
    }
  }

  private void checkField(Parameter parameter) {
    List<String> values = Collections.list(request.getHeaders(parameter.name()));
    if (values.size() > 1) {
      violations.add(new Violation(pointer(parameter), "must be sent once"));
      return;
    }
    check(parameter, values.isEmpty() ? null : values.getFirst());
  }

  private void check(Parameter parameter, @Nullable String text) {
    if (text != null) {
      parameter.shape().check(parameter.shape().ofText(text), pointer(parameter), violations);
    } else if (parameter.isRequired()) {
      violations.add(new Violation(pointer(parameter), "is required"));
    }
  }

  private JsonNode body(byte[] bytes) {
    if (bytes.length == 0 || route.body() == null) {
      return MissingNode.getInstance();
    }
    MediaTypes.requireJson(request);
    return StrictJson.read(bytes);
  }

  private void checkBody(byte[] bytes, JsonNode body) {
    Shape shape = route.body();
    if (shape == null) {
      if (bytes.length > 0) {
        violations.add(new Violation("", "must be empty for this operation"));
      }
    } else if (bytes.length == 0) {
      violations.add(new Violation("", "is required, as JSON"));
    } else {
      shape.check(body, "", violations);
    }
  }

  private String detail() {
    Violation first = violations.getFirst();
    String where = first.pointer().isEmpty() ? "the body" : first.pointer();
    int more = violations.size() - 1;
    return where + " " + first.detail() + (more == 0 ? "" : "; and " + more + " more");
  }

  private static String pointer(Parameter parameter) {
    return switch (parameter.place()) {
      case PATH -> "path:" + parameter.name();
      case QUERY -> "query:" + parameter.name();
      case FIELD -> "header:" + parameter.name();
    };
  }
}
