package banyan.testing;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * A message as it was read from a wire: an answer or a request.
 *
 * @param startLine without line end
 * @param fields in their order, names as sent
 * @param trailers in their order
 */
@SuppressWarnings("ArrayRecordComponent") // read and asserted on, never compared whole
public record Answer(
    String startLine,
    List<Map.Entry<String, String>> fields,
    byte[] body,
    List<Map.Entry<String, String>> trailers) {

  /** The status of an answer. */
  public int status() {
    return Integer.parseInt(startLine.split(" ", -1)[1]);
  }

  /** The method of a request. */
  public String method() {
    return startLine.split(" ", -1)[0];
  }

  /** The target of a request, as sent. */
  public String target() {
    return startLine.split(" ", -1)[1];
  }

  /** The first field of a name. */
  public Optional<String> field(String name) {
    return all(name).stream().findFirst();
  }

  /** Every field of a name. */
  public List<String> all(String name) {
    return fields.stream()
        .filter(field -> field.getKey().equalsIgnoreCase(name))
        .map(Map.Entry::getValue)
        .toList();
  }

  /** The names of all fields, in lower case. */
  public List<String> names() {
    return fields.stream().map(field -> field.getKey().toLowerCase(Locale.ROOT)).toList();
  }

  public String text() {
    return new String(body, StandardCharsets.UTF_8);
  }
}
