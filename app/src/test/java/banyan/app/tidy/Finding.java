package banyan.app.tidy;

import java.util.List;
import java.util.regex.Pattern;

/** One place that breaks a rule, and what to write instead. */
record Finding(String file, int line, String rule, String remedy) {
  private static final Pattern EXCUSE = Pattern.compile("// tidy: .{10,}");

  /** A line may break a rule when it says why: {@code // tidy: the reason}. */
  boolean isExcusedBy(List<String> lines) {
    return line <= lines.size() && EXCUSE.matcher(lines.get(line - 1)).find();
  }

  @Override
  public String toString() {
    return file + ":" + line + ": " + rule + ". " + remedy + ".";
  }
}
