package banyan.app.tidy;

/**
 * A Java text taken apart: its code without comments and the contents of strings, and its comments
 * alone. Both keep every line where it was.
 */
record Layers(String code, String comments) {
  private enum Part {
    CODE(""),
    LINE_COMMENT("\n"),
    BLOCK_COMMENT("*/"),
    TEXT_BLOCK("\"\"\""),
    STRING("\""),
    CHARACTER("'");

    private final String end;

    Part(String end) {
      this.end = end;
    }

    private boolean isComment() {
      return this == LINE_COMMENT || this == BLOCK_COMMENT;
    }

    private static Part startingAt(String text, int at) {
      if (text.startsWith("//", at)) {
        return LINE_COMMENT;
      }
      if (text.startsWith("/*", at)) {
        return BLOCK_COMMENT;
      }
      if (text.startsWith(TEXT_BLOCK.end, at)) {
        return TEXT_BLOCK;
      }
      return switch (text.charAt(at)) {
        case '"' -> STRING;
        case '\'' -> CHARACTER;
        default -> CODE;
      };
    }

    /** How many characters belong together at this place: an escape, an opening or closing mark. */
    private int stride(String text, int at) {
      if (this == CODE) {
        return 1;
      }
      if (!isComment() && text.charAt(at) == '\\') {
        return Math.min(2, text.length() - at);
      }
      return text.startsWith(end, at) ? end.length() : 1;
    }
  }

  static Layers of(String text) {
    StringBuilder code = new StringBuilder();
    StringBuilder comments = new StringBuilder();
    int at = 0;
    while (at < text.length()) {
      Part part = Part.startingAt(text, at);
      int end = part == Part.CODE ? at + 1 : endOf(part, text, at);
      String piece = text.substring(at, end);
      code.append(part == Part.CODE ? piece : blank(piece));
      comments.append(part.isComment() ? piece : blank(piece));
      at = end;
    }
    return new Layers(code.toString(), comments.toString());
  }

  private static int endOf(Part part, String text, int start) {
    int at = start + (part == Part.BLOCK_COMMENT ? 2 : part.end.length());
    while (at < text.length()) {
      int stride = part.stride(text, at);
      boolean closes = text.startsWith(part.end, at);
      at += stride;
      if (closes) {
        return at;
      }
    }
    return text.length();
  }

  private static String blank(String piece) {
    return piece.replaceAll("[^\n]", " ");
  }
}
