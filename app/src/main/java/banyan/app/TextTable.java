package banyan.app;

import java.util.ArrayList;
import java.util.List;

/** Rows of text in aligned columns. Confined to one thread. */
public final class TextTable {
  private static final String GAP = "  ";

  /** A longer cell is cut, so that one value cannot push the others off the screen. */
  private static final int CELL_MAX = 60;

  private final List<List<String>> rows = new ArrayList<>();

  private TextTable() {}

  public static TextTable of(String... headings) {
    TextTable table = new TextTable();
    table.add(headings);
    return table;
  }

  public void add(String... cells) {
    rows.add(List.of(cells).stream().map(TextTable::cut).toList());
  }

  public List<String> lines() {
    int columns = rows.getFirst().size();
    int[] widths = new int[columns];
    for (List<String> row : rows) {
      for (int i = 0; i < columns; i++) {
        widths[i] = Math.max(widths[i], row.get(i).length());
      }
    }
    return rows.stream().map(row -> line(row, widths)).toList();
  }

  private static String line(List<String> row, int[] widths) {
    StringBuilder line = new StringBuilder();
    for (int i = 0; i < widths.length; i++) {
      line.append(row.get(i)).append(" ".repeat(widths[i] - row.get(i).length())).append(GAP);
    }
    return line.toString().stripTrailing();
  }

  /** Control characters would move the cursor: a value may come from another process. */
  private static String cut(String cell) {
    String clean = cell.replaceAll("\\p{Cntrl}", "?");
    return clean.length() <= CELL_MAX ? clean : clean.substring(0, CELL_MAX - 1) + "…";
  }
}
