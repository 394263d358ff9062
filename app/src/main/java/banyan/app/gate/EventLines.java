package banyan.app.gate;

import banyan.proxy.gate.Identity;
import banyan.proxy.gate.Outcome;
import banyan.proxy.gate.Side;
import banyan.wire.Suggestion;
import java.io.BufferedReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads events from lines of comma-separated values (RFC 4180, without line breaks in a value), the
 * first of which names the columns in any order. Confined to one thread.
 */
final class EventLines {
  /** Columns that are needed; others are refused, since a misspelt one would be missed. */
  static final List<String> COLUMNS =
      List.of("millis", "side", "identity", "class", "latencyMillis");

  static final int LINE_LENGTH_MAX = 10_000;

  /** About the year 2286, if counted from 1970. */
  static final long MILLIS_MAX = 9_999_999_999_999L;

  /** A week. */
  static final double LATENCY_MILLIS_MAX = 604_800_000;

  private static final int VALUE_SHOWN_MAX = 60;
  private static final char BYTE_ORDER_MARK = '\uFEFF';

  /** Without what Java alone takes for one: {@code 0x1p3}, {@code 1f}, {@code NaN}. */
  private static final Pattern NUMBER = Pattern.compile("[0-9.eE+-]+");

  private static final Map<String, Side> SIDES =
      Map.of("from", Side.FROM, "baseline", Side.FROM, "to", Side.TO, "candidate", Side.TO);
  private static final Map<String, Outcome> OUTCOMES = outcomes();

  private final String file;
  private final BufferedReader lines;
  private long number;

  /** Where each of {@link #COLUMNS} stands; null before the first line. */
  private int @Nullable [] places;

  EventLines(String file, BufferedReader lines) {
    this.file = file;
    this.lines = lines;
  }

  /**
   * The next event; null at the end.
   *
   * @throws BadEvents at a line that is none
   */
  @Nullable Event next() throws IOException {
    for (String line = line(); line != null; line = line()) {
      if (line.isBlank()) {
        continue;
      }
      List<String> cells = cells(line);
      if (places == null) {
        places = places(cells);
        continue;
      }
      if (cells.size() != COLUMNS.size()) {
        throw bad(cells.size() + " values", "write " + COLUMNS.size() + ", one for each column");
      }
      return event(cells, places);
    }
    return null;
  }

  private @Nullable String line() throws IOException {
    StringBuilder text = new StringBuilder();
    number++;
    int read = lines.read();
    if (read < 0) {
      return null;
    }
    // By hand: a line of any length must not be held.
    while (read >= 0 && read != '\n') {
      if (text.length() >= LINE_LENGTH_MAX) {
        throw bad("more than " + LINE_LENGTH_MAX + " characters", "break it, or mend the file");
      }
      text.append((char) read);
      read = lines.read();
    }
    if (number == 1 && !text.isEmpty() && text.charAt(0) == BYTE_ORDER_MARK) {
      text.deleteCharAt(0);
    }
    return text.toString();
  }

  private int[] places(List<String> names) {
    for (String name : names) {
      if (!COLUMNS.contains(name)) {
        throw bad(
            "column '" + shown(name) + "'",
            "the first line names the columns "
                + String.join(",", COLUMNS)
                + Suggestion.clause(name, COLUMNS));
      }
    }
    for (String column : COLUMNS) {
      if (names.stream().filter(column::equals).count() != 1) {
        throw bad("column '" + column + "'", "name it once");
      }
    }
    return COLUMNS.stream().mapToInt(names::indexOf).toArray();
  }

  private Event event(List<String> cells, int[] at) {
    String identity = cells.get(at[2]);
    if (identity.isEmpty()) {
      throw bad("identity ''", "say who asked, by a user, a session or an address");
    }
    return new Event(
        millis(cells.get(at[0])),
        word("side", cells.get(at[1]), SIDES),
        Identity.of(identity),
        word("class", cells.get(at[3]), OUTCOMES),
        latency(cells.get(at[4]), word("class", cells.get(at[3]), OUTCOMES)));
  }

  private long millis(String text) {
    try {
      long millis = Long.parseLong(text);
      if (millis >= 0 && millis <= MILLIS_MAX) {
        return millis;
      }
    } catch (NumberFormatException e) {
      // said below
    }
    throw bad("millis '" + shown(text) + "'", "write a whole number from 0 to " + MILLIS_MAX);
  }

  /**
   * It is looked at where the class is ok, so others may have none; what is there must be right.
   */
  private double latency(String text, Outcome outcome) {
    if (text.isEmpty() && outcome != Outcome.OK) {
      return 0;
    }
    try {
      double latency = Double.parseDouble(text);
      if (latency >= 0 && latency <= LATENCY_MILLIS_MAX && NUMBER.matcher(text).matches()) {
        return latency;
      }
    } catch (NumberFormatException e) {
      // said below
    }
    throw bad(
        "latencyMillis '" + shown(text) + "'",
        "write a number from 0 to %.0f; an ok must have one".formatted(LATENCY_MILLIS_MAX));
  }

  private <T> T word(String column, String text, Map<String, T> words) {
    T found = words.get(text.toLowerCase(Locale.ROOT));
    if (found == null) {
      List<String> known = words.keySet().stream().sorted().toList();
      throw bad(
          column + " '" + shown(text) + "'",
          "write one of " + String.join(", ", known) + Suggestion.clause(text, known));
    }
    return found;
  }

  private List<String> cells(String line) {
    List<String> cells = new ArrayList<>(COLUMNS.size());
    int at = 0;
    while (at <= line.length()) {
      int comma = line.indexOf(',', at);
      int end = comma < 0 ? line.length() : comma;
      String cell = line.substring(at, end).strip();
      if (!cell.startsWith("\"")) {
        cells.add(cell);
        at = end + 1;
        continue;
      }
      at = quoted(line, line.indexOf('"', at) + 1, cells);
    }
    return cells;
  }

  /** Adds a value in quotes; returns where the next one begins. */
  private int quoted(String line, int start, List<String> cells) {
    StringBuilder cell = new StringBuilder();
    int at = start;
    while (at < line.length()) {
      if (line.charAt(at) != '"') {
        cell.append(line.charAt(at++));
      } else if (line.startsWith("\"\"", at)) {
        cell.append('"');
        at += 2;
      } else {
        int comma = line.indexOf(',', at);
        int end = comma < 0 ? line.length() : comma;
        if (!line.substring(at + 1, end).isBlank()) {
          throw bad("text behind a closing quote", "double quotes inside a quoted value");
        }
        cells.add(cell.toString());
        return end + 1;
      }
    }
    throw bad("a quote that is not closed", "close it on its line");
  }

  private BadEvents bad(String what, String remedy) {
    return new BadEvents(file + ":" + number + ": " + what + ": " + remedy);
  }

  /** A file that is no text at all is not written to the terminal. */
  private static String shown(String text) {
    String clean = text.replaceAll("\\p{Cntrl}", "?");
    return clean.length() <= VALUE_SHOWN_MAX ? clean : clean.substring(0, VALUE_SHOWN_MAX) + "…";
  }

  private static Map<String, Outcome> outcomes() {
    Map<String, Outcome> outcomes = new HashMap<>();
    Arrays.stream(Outcome.values()).forEach(outcome -> outcomes.put(outcome.word(), outcome));
    return outcomes;
  }
}
