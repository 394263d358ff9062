package banyan.app;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** How a command ended, for scripts. */
enum ExitCode {
  WELL(0, "done, or stopped as asked"),
  FAILED(1, "failed; stderr says why"),
  USAGE(2, "wrong use: an unknown command or option, or wrong settings"),
  NO_JDK(3, "the launcher found no JDK 25 or newer"),
  OWNED(4, "another process owns the data folder; stderr names its pid"),
  ROLL_BACK(10, "the gate says to roll back"),
  INCONCLUSIVE(11, "the gate holds; the output says what is missing");

  private final int number;
  private final String meaning;

  ExitCode(int number, String meaning) {
    this.number = number;
    this.meaning = meaning;
  }

  int number() {
    return number;
  }

  String meaning() {
    return meaning;
  }

  /** Meanings by number, for the end of every help text. */
  static Map<String, String> meanings() {
    return meanings(List.of(WELL, FAILED, USAGE, NO_JDK, OWNED));
  }

  /** Those of a command that gives a verdict. */
  static Map<String, String> verdictMeanings() {
    Map<String, String> meanings = meanings(List.of(FAILED, USAGE, NO_JDK));
    meanings.put("0", "the gate says to promote");
    meanings.putAll(meanings(List.of(ROLL_BACK, INCONCLUSIVE)));
    return meanings;
  }

  private static Map<String, String> meanings(List<ExitCode> codes) {
    Map<String, String> meanings = new LinkedHashMap<>();
    codes.forEach(code -> meanings.put(Integer.toString(code.number), code.meaning));
    return meanings;
  }
}
