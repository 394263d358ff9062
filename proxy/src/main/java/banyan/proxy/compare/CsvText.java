package banyan.proxy.compare;

import banyan.proxy.adapt.JsonBody;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;

/**
 * Comma-separated values (RFC 4180) as {@code {"columns": […], "rows": [{…}]}}: the first record
 * names the columns. All values are texts.
 */
final class CsvText {
  private final String text;
  private int at;
  private int cells;

  private CsvText(String text) {
    this.text = text;
  }

  /** Throws IOException when it is no such text, or a limit is reached. */
  static ObjectNode read(String text) throws IOException {
    CsvText csv = new CsvText(text);
    ObjectNode table = JsonNodeFactory.instance.objectNode();
    List<String> names = csv.record();
    ArrayNode columns = table.putArray("columns");
    names.forEach(columns::add);
    boolean areNames = new HashSet<>(names).size() == names.size();
    ArrayNode rows = table.putArray("rows");
    while (csv.at < text.length()) {
      List<String> values = csv.record();
      if (areNames && values.size() == names.size()) {
        ObjectNode row = rows.addObject();
        for (int i = 0; i < values.size(); i++) {
          row.put(names.get(i), values.get(i));
        }
      } else {
        values.forEach(rows.addArray()::add);
      }
    }
    return table;
  }

  /** One record, up to and with the end of its line. */
  private List<String> record() throws IOException {
    List<String> values = new ArrayList<>();
    while (true) {
      values.add(value());
      if (++cells > JsonBody.NODES_MAX) {
        throw new IOException("the body has more than " + JsonBody.NODES_MAX + " cells");
      }
      if (at >= text.length()) {
        return values;
      }
      char end = text.charAt(at++);
      if (end == ',') {
        continue;
      }
      if (end == '\r' && at < text.length() && text.charAt(at) == '\n') {
        at++;
      }
      return values;
    }
  }

  private String value() throws IOException {
    boolean isQuoted = at < text.length() && text.charAt(at) == '"';
    if (isQuoted) {
      return quoted();
    }
    int start = at;
    while (at < text.length() && ",\r\n".indexOf(text.charAt(at)) < 0) {
      at++;
    }
    return text.substring(start, at);
  }

  private String quoted() throws IOException {
    StringBuilder value = new StringBuilder();
    int start = at++;
    while (at < text.length()) {
      char letter = text.charAt(at++);
      if (letter != '"') {
        value.append(letter);
        continue;
      }
      boolean isEscaped = at < text.length() && text.charAt(at) == '"';
      if (!isEscaped) {
        checkEnd();
        return value.toString();
      }
      value.append('"');
      at++;
    }
    throw new IOException("the quote at character " + start + " does not end");
  }

  private void checkEnd() throws IOException {
    if (at < text.length() && ",\r\n".indexOf(text.charAt(at)) < 0) {
      throw new IOException("text follows a closing quote at character " + at);
    }
  }
}
