package banyan.proxy.compare;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * A media type (RFC 9110 section 8.3).
 *
 * @param type in lower case, with its subtype; empty where none is told
 * @param parameters by their names in lower case
 */
record MediaType(String type, Map<String, String> parameters) {
  MediaType {
    parameters = Map.copyOf(parameters);
  }

  static MediaType parse(String text) {
    String[] parts = text.split(";", -1);
    Map<String, String> parameters = new TreeMap<>();
    for (int i = 1; i < parts.length; i++) {
      String[] pair = parts[i].strip().split("=", 2);
      String value = pair.length < 2 ? "" : pair[1].strip();
      boolean isQuoted = value.length() > 1 && value.startsWith("\"") && value.endsWith("\"");
      if (!pair[0].isEmpty()) {
        parameters.put(
            pair[0].strip().toLowerCase(Locale.ROOT),
            isQuoted ? value.substring(1, value.length() - 1) : value);
      }
    }
    return new MediaType(parts[0].strip().toLowerCase(Locale.ROOT), parameters);
  }

  boolean isJson() {
    return type.equals("application/json") || type.equals("text/json") || type.endsWith("+json");
  }

  boolean isJsonLines() {
    return type.equals("application/x-ndjson")
        || type.equals("application/ndjson")
        || type.equals("application/jsonl")
        || type.equals("application/x-jsonlines");
  }

  boolean isCsv() {
    return type.equals("text/csv");
  }

  boolean isEvents() {
    return type.equals("text/event-stream");
  }

  boolean isText() {
    return type.startsWith("text/")
        || type.endsWith("/xml")
        || type.endsWith("+xml")
        || type.equals("application/javascript")
        || type.equals("application/yaml")
        || type.equals("application/x-www-form-urlencoded");
  }

  /** What the text is written in; UTF-8 where nothing, or nothing known, is told. */
  Charset charset() {
    try {
      return Charset.forName(parameters.getOrDefault("charset", "utf-8"));
    } catch (IllegalArgumentException _) {
      return StandardCharsets.UTF_8;
    }
  }

  /**
   * A text that is equal for types that mean the same. JSON has no charset but UTF-8 (RFC 8259
   * section 11), yet many clients believe another one.
   */
  String normal() {
    Map<String, String> told = new TreeMap<>(parameters);
    told.computeIfPresent("charset", (_, value) -> value.toLowerCase(Locale.ROOT));
    told.remove("charset", "utf-8");
    return type + told;
  }
}
