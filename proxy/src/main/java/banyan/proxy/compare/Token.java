package banyan.proxy.compare;

/** A part of a text that may differ between two answers which say the same. */
sealed interface Token {
  /** As the answer writes it. */
  String text();

  /**
   * Names a thing.
   *
   * @param stem what is named, such as {@code customer}; empty when it may be anything
   */
  record Id(String text, IdFamily family, String stem) implements Token {
    /** Whether equal texts may mean the same thing: 17 is a customer here and a product there. */
    boolean mayName(String otherStem) {
      return family != IdFamily.NUMBER
          || stem.isEmpty()
          || otherStem.isEmpty()
          || stem.equals(otherStem);
    }
  }

  /** A moment. */
  record Time(String text, Timestamp moment) implements Token {}

  /** Scheme and authority of a URL: where the answer thinks that it is served. */
  record Origin(String text) implements Token {}
}
