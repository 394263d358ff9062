package banyan.wire;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/**
 * One occurrence of a problem, as answered to a client (RFC 9457).
 *
 * @param type what kind of problem it is
 * @param detail what happened this time and what to do; never secrets, never a stack trace
 * @param violations everything wrong with the request, all at once; empty when there is one cause
 * @param extensions further members by name, plain JSON values; empty mostly
 */
public record Problem(
    ProblemType type, String detail, List<Violation> violations, Map<String, Object> extensions) {
  public static final String MEDIA_TYPE = "application/problem+json";

  private static final ObjectMapper JSON = new ObjectMapper();

  public Problem {
    violations = List.copyOf(violations);
    extensions = Map.copyOf(extensions);
  }

  public static Problem of(ProblemType type, String detail) {
    return new Problem(type, detail, List.of(), Map.of());
  }

  public static Problem of(ProblemType type, String detail, List<Violation> violations) {
    return new Problem(type, detail, violations, Map.of());
  }

  public Problem with(String extension, Object value) {
    var more = new java.util.HashMap<>(extensions);
    more.put(extension, value);
    return new Problem(type, detail, violations, more);
  }

  public int status() {
    return type.status();
  }

  /** The body: {@code type, title, status, detail, instance}, then violations and extensions. */
  public byte[] toJson(String requestId) {
    ObjectNode node = JSON.createObjectNode();
    node.put("type", type.uri());
    node.put("title", type.title());
    node.put("status", type.status());
    node.put("detail", detail);
    node.put("instance", "urn:banyan:request:" + requestId);
    if (!violations.isEmpty()) {
      node.set("violations", JSON.valueToTree(violations));
    }
    extensions.forEach((name, value) -> node.set(name, JSON.valueToTree(value)));
    try {
      return JSON.writeValueAsString(node).getBytes(StandardCharsets.UTF_8);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a problem that is no JSON: " + type.name(), e);
    }
  }
}
