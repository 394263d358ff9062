package banyan.proxy.route;

import java.util.List;
import java.util.Set;

/**
 * What the code of this process can answer: the ground on which a document is checked.
 *
 * @param declarations the routes that the hosted contexts declare
 * @param contexts the names of all contexts of the product, hosted here or not
 * @param hosted the names of the contexts that run in this process
 * @param offers the operations of hosted contexts that other processes may call
 * @param needs what hosted contexts call
 */
public record LocalCode(
    List<Route> declarations,
    Set<String> contexts,
    Set<String> hosted,
    List<Route> offers,
    List<Need> needs) {
  public LocalCode {
    offers = List.copyOf(offers);
    needs = List.copyOf(needs);
    declarations = List.copyOf(declarations);
    contexts = Set.copyOf(contexts);
    hosted = Set.copyOf(hosted);
  }

  /** Code whose contexts neither call nor are called. */
  public LocalCode(List<Route> declarations, Set<String> contexts, Set<String> hosted) {
    this(declarations, contexts, hosted, List.of(), List.of());
  }

  /** A proxy that runs alone. */
  public static LocalCode none() {
    return new LocalCode(List.of(), Set.of(), Set.of());
  }

  /**
   * The needs that nobody meets.
   *
   * @param placed the contexts whose calls a document sends somewhere
   */
  public List<Need> unmet(Set<String> placed) {
    return needs.stream()
        .filter(need -> !hosted.contains(need.context()) && !placed.contains(need.context()))
        .toList();
  }

  /** The table of a process without a document. */
  public RouteTable table() {
    return new RouteTable(declarations);
  }

  /** Whether some declaration can answer some request that the template and the methods match. */
  boolean answers(PathTemplate path, Set<String> methods) {
    return declarations.stream()
        .filter(declaration -> declaration.path().overlaps(path))
        .anyMatch(
            declaration -> methods.isEmpty() || methods.stream().anyMatch(declaration::takes));
  }

  /**
   * A hosted context that calls another one.
   *
   * @param context the one that is called
   */
  public record Need(String neededBy, String context) {
    @Override
    public String toString() {
      return neededBy + " calls " + context + ", which this process does not host";
    }
  }
}
