package banyan.platform.http;

import banyan.wire.Arrival;
import com.fasterxml.jackson.databind.JsonNode;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Map;
import java.util.Optional;

/** A request that a {@link RequestReader} found in order. Belongs to one thread. */
record CheckedRequest(
    RouteDeclaration declaration,
    HttpServletRequest request,
    Arrival arrival,
    Map<String, String> pathParameters,
    Map<String, String> queryParameters,
    byte[] bodyBytes,
    JsonNode tree)
    implements ApiRequest {
  @Override
  public String route() {
    return declaration.method() + " " + declaration.path();
  }

  @Override
  public String method() {
    return request.getMethod();
  }

  @Override
  public String path() {
    return request.getRequestURI();
  }

  @Override
  public String pathParameter(String name) {
    String value = pathParameters.get(name);
    if (value == null) {
      throw new IllegalArgumentException(route() + " declares no path parameter " + name);
    }
    return value;
  }

  @Override
  public Optional<String> query(String name) {
    return Optional.ofNullable(queryParameters.get(name));
  }

  @Override
  public Optional<String> field(String name) {
    return Optional.ofNullable(request.getHeader(name));
  }

  @Override
  public <T> T body(Class<T> type) {
    return StrictJson.as(tree, type);
  }
}
