package banyan.app;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.ParseResult;

/** A request as somebody types it, as a question to the admin listener. Pure. */
final class RequestLine {
  private RequestLine() {}

  /**
   * The question.
   *
   * @param given its first word is {@code GET /path?query}, or the path alone; each {@code -H} is
   *     {@code Name: value}; without {@code --host} it has none, without {@code --tenant} that of a
   *     caller without credentials
   * @throws CommandFailure when a part of it has another form
   */
  static String question(ParseResult given) {
    String line = given.matchedPositionalValue(0, "");
    List<String> words = List.of(line.strip().split(" +", -1));
    boolean isPathAlone = words.size() == 1;
    String target = words.getLast();
    if (words.size() > 2 || !target.startsWith("/")) {
      throw CommandFailure.usage("'" + line + "': write a method and a path, as 'GET /api'");
    }
    Map<String, Object> question = new LinkedHashMap<>();
    question.put("method", isPathAlone ? "GET" : words.getFirst());
    question.put("target", target);
    question.put("host", given.matchedOptionValue("--host", ""));
    question.put("tenant", given.matchedOptionValue("--tenant", ""));
    List<List<String>> pairs = new ArrayList<>();
    for (String field : given.matchedOptionValue("-H", List.<String>of())) {
      int colon = field.indexOf(':');
      if (colon < 1) {
        throw CommandFailure.usage("-H '" + field + "': write 'Name: value'");
      }
      String name = field.substring(0, colon).strip();
      String value = field.substring(colon + 1).strip();
      if (name.equalsIgnoreCase("Host")) {
        question.put("host", value);
      } else {
        pairs.add(List.of(name, value));
      }
    }
    question.put("fields", pairs);
    return JsonText.of(question);
  }
}
