package banyan.proxy.migration;

/** One of the two that can answer the routes of a migration. */
public enum Side {
  /** Who answered before. */
  FROM,
  /** Who shall answer. */
  TO;

  /** Reads {@code from} or {@code to}; throws IllegalArgumentException that says so. */
  public static Side parse(String text) {
    for (Side side : values()) {
      if (side.word().equals(text)) {
        return side;
      }
    }
    throw new IllegalArgumentException("'" + text + "' is no side; write from or to");
  }

  /** Lower-case, for logs, metrics and fields. */
  public String word() {
    return switch (this) {
      case FROM -> "from";
      case TO -> "to";
    };
  }
}
