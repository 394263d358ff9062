package banyan.app;

import java.util.LinkedHashMap;
import java.util.Map;

/** How a command ended, for scripts. */
enum ExitCode {
  WELL(0, "done, or stopped as asked"),
  FAILED(1, "failed; stderr says why"),
  USAGE(2, "wrong use: an unknown command or option, or wrong settings"),
  NO_JDK(3, "the launcher found no JDK 25 or newer"),
  OWNED(4, "another process owns the data folder; stderr names its pid");

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
    Map<String, String> meanings = new LinkedHashMap<>();
    for (ExitCode code : values()) {
      meanings.put(Integer.toString(code.number), code.meaning);
    }
    return meanings;
  }
}
