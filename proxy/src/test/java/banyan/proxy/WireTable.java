package banyan.proxy;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * Rows of bytes in a file that people can read: {@code requests.table} and {@code answers.table},
 * whose heads explain the notation.
 */
final class WireTable {
  private static final Pattern REPEATED = Pattern.compile("\\{(.+?)\\*(\\d{1,6})}", Pattern.DOTALL);
  private static final Pattern ESCAPED = Pattern.compile("\\\\(x[0-9a-fA-F]{2}|.)");
  private static final String ROW = "=== ";
  private static final String COMMENT = "##";
  private static final String CUT = "\\c";

  private WireTable() {}

  /**
   * One row.
   *
   * @param steps what is expected, in order
   * @param demands the lines that begin with a mark and a space, in order
   * @param bytes the message, one char an octet
   */
  record Row(String name, List<String> steps, List<Demand> demands, String bytes) {
    /** The texts of the demands with a mark. */
    List<String> demanded(char mark) {
      return demands.stream().filter(d -> d.mark() == mark).map(Demand::text).toList();
    }

    @Override
    public String toString() {
      return name;
    }
  }

  /** Something that one message must hold. */
  record Demand(char mark, String text) {}

  /** All rows of a file beside this class. Names are unique. */
  static List<Row> read(String file) {
    List<Row> rows = new ArrayList<>();
    List<String> lines = new ArrayList<>();
    boolean isBehindComment = false;
    for (String line : text(file).lines().toList()) {
      if (isBehindComment && line.isEmpty()) {
        continue;
      }
      isBehindComment = line.startsWith(COMMENT);
      if (line.startsWith(ROW) && !lines.isEmpty()) {
        rows.add(row(lines));
        lines.clear();
      }
      if (!isBehindComment && (line.startsWith(ROW) || !lines.isEmpty())) {
        lines.add(line);
      }
    }
    rows.add(row(lines));
    Set<String> names = new HashSet<>();
    for (Row row : rows) {
      if (!names.add(row.name())) {
        throw new IllegalArgumentException(file + ": two rows are called '" + row.name() + "'");
      }
    }
    return rows;
  }

  private static Row row(List<String> lines) {
    String[] head = lines.getFirst().substring(ROW.length()).split(" \\| ", -1);
    List<Demand> demands = new ArrayList<>();
    int at = 1;
    while (at < lines.size() && lines.get(at).matches("[>!=+] .*")) {
      demands.add(new Demand(lines.get(at).charAt(0), bytes(lines.get(at).substring(2))));
      at++;
    }
    StringBuilder message = new StringBuilder();
    for (String line : lines.subList(at, lines.size())) {
      boolean isCut = line.endsWith(CUT);
      message.append(isCut ? line.substring(0, line.length() - CUT.length()) : line);
      message.append(isCut ? "" : "\r\n");
    }
    List<String> steps = Arrays.stream(head).skip(1).map(WireTable::bytes).toList();
    return new Row(head[0], steps, demands, bytes(message.toString()));
  }

  private static String bytes(String text) {
    String repeated =
        REPEATED
            .matcher(text)
            .replaceAll(
                found ->
                    java.util.regex.Matcher.quoteReplacement(
                        found.group(1).repeat(Integer.parseInt(found.group(2)))));
    return ESCAPED
        .matcher(repeated)
        .replaceAll(found -> java.util.regex.Matcher.quoteReplacement(unescaped(found)));
  }

  private static String unescaped(MatchResult found) {
    String escape = found.group(1);
    return switch (escape.charAt(0)) {
      case 'r' -> "\r";
      case 'n' -> "\n";
      case 't' -> "\t";
      case '0' -> "\0";
      case '\\' -> "\\";
      case 'x' -> String.valueOf((char) Integer.parseInt(escape, 1, 3, 16));
      default -> throw new IllegalArgumentException("no such escape: \\" + escape);
    };
  }

  private static String text(String file) {
    try (InputStream in = WireTable.class.getResourceAsStream(file)) {
      return new String(
          java.util.Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
