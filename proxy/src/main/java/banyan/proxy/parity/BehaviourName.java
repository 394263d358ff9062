package banyan.proxy.parity;

import banyan.proxy.sampling.BehaviourClass;
import java.util.Locale;

/**
 * The name under which pairs are counted and certified: {@code GET /products/{id} 200}, with the
 * shape of the query and the role of the caller where there are any. Answers of several shapes have
 * one name: a shape is a number that tells people nothing.
 */
final class BehaviourName {
  /** Longer names are cut, and end in a number that keeps them apart. */
  static final int LENGTH_MAX = 300;

  /** The role of who shows no credentials. */
  private static final String ANYBODY = "anonymous";

  private BehaviourName() {}

  static String of(BehaviourClass behaviour) {
    StringBuilder name = new StringBuilder(behaviour.template()).append(' ');
    name.append(behaviour.status());
    if (!behaviour.parameters().isEmpty()) {
      name.append(" ?").append(behaviour.parameters());
    }
    if (!behaviour.role().isEmpty() && !behaviour.role().equals(ANYBODY)) {
      name.append(" as ").append(behaviour.role());
    }
    String plain = plain(name);
    return plain.length() <= LENGTH_MAX
        ? plain
        : plain.substring(0, LENGTH_MAX) + String.format(Locale.ROOT, "…%08x", plain.hashCode());
  }

  /** Names of parameters come from clients: what moves a cursor or is half a character goes. */
  private static String plain(StringBuilder name) {
    for (int i = 0; i < name.length(); i++) {
      if (Character.isISOControl(name.charAt(i)) || Character.isSurrogate(name.charAt(i))) {
        name.setCharAt(i, '?');
      }
    }
    return name.toString();
  }
}
