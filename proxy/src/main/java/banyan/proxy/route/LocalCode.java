package banyan.proxy.route;

import java.util.List;
import java.util.Set;

/**
 * What the code of this process can answer: the ground on which a document is checked.
 *
 * @param declarations the routes that the hosted contexts declare
 * @param contexts the names of all contexts of the product, hosted here or not
 * @param hosted the names of the contexts that run in this process
 */
public record LocalCode(List<Route> declarations, Set<String> contexts, Set<String> hosted) {
  public LocalCode {
    declarations = List.copyOf(declarations);
    contexts = Set.copyOf(contexts);
    hosted = Set.copyOf(hosted);
  }

  /** A proxy that runs alone. */
  public static LocalCode none() {
    return new LocalCode(List.of(), Set.of(), Set.of());
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
}
