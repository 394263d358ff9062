package banyan.app.demo;

/** A part of the catalogue's work that moves by a step of its own. */
enum Portion {
  /** {@code GET} and {@code HEAD} of products. */
  READS,
  /** {@code POST} and {@code PUT} of products. */
  WRITES,
  /** What other contexts ask of the catalogue. */
  CALLS;

  String word() {
    return name().toLowerCase(java.util.Locale.ROOT);
  }
}
