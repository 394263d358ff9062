package banyan.proxy.compare;

import banyan.proxy.adapt.JsonBody;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** The lines of a text, whether they end in LF, CRLF or CR. */
final class Lines {
  private Lines() {}

  /** Throws IOException when there are more than are compared. */
  static List<String> of(String text) throws IOException {
    List<String> lines = new ArrayList<>();
    int start = 0;
    for (int i = 0; i < text.length(); i++) {
      char letter = text.charAt(i);
      if (letter == '\n' || letter == '\r') {
        lines.add(text.substring(start, i));
        boolean isBoth = letter == '\r' && i + 1 < text.length() && text.charAt(i + 1) == '\n';
        i += isBoth ? 1 : 0;
        start = i + 1;
        if (lines.size() > JsonBody.NODES_MAX) {
          throw new IOException("the body has more than " + JsonBody.NODES_MAX + " lines");
        }
      }
    }
    lines.add(text.substring(start));
    return lines;
  }
}
