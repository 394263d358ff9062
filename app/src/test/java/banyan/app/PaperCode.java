package banyan.app;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * A piece of code in a paper: a span between back-ticks, or a line of a block.
 *
 * @param place file and line
 */
record PaperCode(String place, String text, boolean isSpan) {
  private static final Pattern FENCE = Pattern.compile("^\\s*(```|~~~)");
  private static final Pattern SPAN = Pattern.compile("`([^`]+)`");

  /** Every piece of one Markdown text. */
  static List<PaperCode> of(String file, String text) {
    List<PaperCode> pieces = new ArrayList<>();
    boolean isInBlock = false;
    int number = 0;
    for (String line : text.lines().toList()) {
      number++;
      String place = file + ":" + number;
      if (FENCE.matcher(line).find()) {
        isInBlock = !isInBlock;
      } else if (isInBlock) {
        pieces.add(new PaperCode(place, line, false));
      } else {
        for (MatchResult span : SPAN.matcher(line).results().toList()) {
          pieces.add(new PaperCode(place, span.group(1).replace("\\|", "|"), true));
        }
      }
    }
    return pieces;
  }
}
