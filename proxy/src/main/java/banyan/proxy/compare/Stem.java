package banyan.proxy.compare;

import java.util.Collection;

/**
 * What an id names. 17 is a customer here and a product there.
 *
 * @param word such as {@code customer}; empty when it may be anything
 * @param isOfType whether the object around the id says so itself, with its {@code type}; otherwise
 *     the name of a field or a segment of a path does, which may be another word for the same
 */
record Stem(String word, boolean isOfType) {
  static final Stem ANY = new Stem("", false);

  static Stem of(String word) {
    return new Stem(word, false);
  }

  /** Of the {@code type} of a resource. */
  static Stem ofType(String type) {
    return new Stem(type, true);
  }

  /**
   * Whether two ids with one number may name the same thing. A word may stand for any type, as
   * {@code /customers/9} for one of type {@code people}, unless it is that of another thing with
   * this number.
   *
   * @param known the things that have this number
   */
  boolean mayBe(Stem other, Collection<Stem> known) {
    if (word.equals(other.word)) {
      return true;
    }
    if (isOfType == other.isOfType) {
      return !isOfType && (word.isEmpty() || other.word.isEmpty());
    }
    Stem untyped = isOfType ? other : this;
    return untyped.word.isEmpty() || !known.contains(ofType(untyped.word));
  }
}
