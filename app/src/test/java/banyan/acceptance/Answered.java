package banyan.acceptance;

import banyan.testing.Answer;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * An answer, whichever client received it.
 *
 * @param fields by name, in any case
 */
record Answered(int status, Map<String, List<String>> fields, String body) {
  static Answered of(HttpResponse<String> response) {
    Map<String, List<String>> fields = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    fields.putAll(response.headers().map());
    return new Answered(response.statusCode(), fields, response.body());
  }

  static Answered of(Answer raw) {
    Map<String, List<String>> fields = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    raw.fields().forEach(field -> fields.put(field.getKey(), raw.all(field.getKey())));
    return new Answered(raw.status(), fields, raw.text());
  }

  Optional<String> field(String name) {
    return fields.getOrDefault(name, List.of()).stream().findFirst();
  }

  /** Without parameters; empty when there is none. */
  String mediaType() {
    return field("Content-Type").map(type -> type.split(";")[0].strip()).orElse("");
  }
}
