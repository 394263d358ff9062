package banyan.proxy.compare;

import java.util.Map;
import java.util.Set;

/**
 * Which ids of two answers are known to name the same thing. Immutable once made.
 *
 * @param from named by the one answer
 * @param to named by the other
 * @param renamed from the key of an id to its new text
 * @param renamedTo the new texts
 */
record KnownIds(IdSet from, IdSet to, Map<String, String> renamed, Set<String> renamedTo) {
  static KnownIds of(IdSet from, IdSet to) {
    return new KnownIds(from, to, Map.of(), Set.of());
  }

  KnownIds with(Map<String, String> learned) {
    return new KnownIds(from, to, Map.copyOf(learned), Set.copyOf(learned.values()));
  }

  /** What an id is called on both sides; empty while nobody knows. */
  String name(Side side, Token.Id id) {
    return switch (side) {
      case FROM -> to.has(id, from) ? id.text() : renamed.getOrDefault(key(id), "");
      case TO -> from.has(id, to) || renamedTo.contains(id.text()) ? id.text() : "";
    };
  }

  /** A number alone is no name: what it numbers belongs to it. */
  static String key(Token.Id id) {
    return id.family() == IdFamily.NUMBER ? id.text() + '\u0001' + id.stem().word() : id.text();
  }
}
