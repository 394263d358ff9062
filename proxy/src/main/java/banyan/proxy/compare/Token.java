package banyan.proxy.compare;

import java.util.Collection;

/** A part of a text that may differ between two answers which say the same. */
sealed interface Token {
  /** As the answer writes it. */
  String text();

  /**
   * Names a thing.
   *
   * @param stem what is named
   */
  record Id(String text, IdFamily family, Stem stem) implements Token {
    /**
     * Whether equal texts may mean the same thing.
     *
     * @param known what has this text for its id
     */
    boolean mayName(Stem other, Collection<Stem> known) {
      return family != IdFamily.NUMBER || stem.mayBe(other, known);
    }
  }

  /** A moment. */
  record Time(String text, Timestamp moment) implements Token {}

  /** Scheme and authority of a URL: where the answer thinks that it is served. */
  record Origin(String text) implements Token {}
}
