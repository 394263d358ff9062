package banyan.proxy.route;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.snakeyaml.engine.v2.nodes.Node;

/**
 * A published document of routes: what {@code routes.yaml} says, checked whole. The format and its
 * rules are in {@code docs/routes.md}.
 *
 * @param upstreams by name
 * @param routes as written, from top to bottom
 * @param calls where the calls to a context go, by its name
 * @param places where each route stands, by its id
 */
public record RouteDocument(
    Map<String, Upstream> upstreams,
    List<Route> routes,
    Map<String, CallRoute> calls,
    Map<String, Place> places) {
  public RouteDocument {
    upstreams = Map.copyOf(upstreams);
    routes = List.copyOf(routes);
    calls = Map.copyOf(calls);
    places = Map.copyOf(places);
  }

  /**
   * Reads and checks a document. An empty one is legal.
   *
   * @param file the name that faults carry; files that the document names are relative to it
   */
  public static Reading read(String file, String text, LocalCode local) {
    Faults faults = new Faults(file);
    RouteDocument document = new DocumentReader(Path.of(file), faults, local).read(text);
    return faults.isEmpty() ? new Reading.Valid(document) : new Reading.Invalid(faults.list());
  }

  /**
   * Everything to be said against a document: the faults for which it would be refused, else the
   * routes that no request can reach.
   */
  public static List<Fault> check(String file, String text, LocalCode local) {
    return switch (read(file, text, local)) {
      case Reading.Invalid invalid -> invalid.faults();
      case Reading.Valid valid -> valid.document().unreachable(file, local);
    };
  }

  private List<Fault> unreachable(String file, LocalCode local) {
    return new Reachability(over(local))
        .unreachable().stream().map(route -> unreachable(file, route)).toList();
  }

  private Fault unreachable(String file, Route route) {
    Place place = places.getOrDefault(route.id(), new Place(0, 0));
    return new Fault(
        file,
        place.line(),
        place.column(),
        "no request reaches '" + route.id() + "': better routes take all that it matches");
  }

  /** The table in which this document stands above the declarations. */
  public RouteTable over(LocalCode local) {
    List<Route> all = new ArrayList<>(routes);
    all.addAll(local.declarations());
    return new RouteTable(all, calls, upstreams);
  }

  /** A place in a document, line and column from 1. */
  public record Place(int line, int column) {
    static Place of(Node node) {
      return node.getStartMark()
          .map(mark -> new Place(mark.getLine() + 1, mark.getColumn() + 1))
          .orElse(new Place(0, 0));
    }
  }

  /** What a text turned out to be. */
  public sealed interface Reading {
    record Valid(RouteDocument document) implements Reading {}

    /** Everything wrong with the text, in its order. */
    record Invalid(List<Fault> faults) implements Reading {}
  }

  /**
   * One thing wrong with a document.
   *
   * @param line from 1; 0 where the file as a whole is meant
   * @param column from 1; 0 where the file as a whole is meant
   * @param message what is wrong and what would be right
   */
  public record Fault(String file, int line, int column, String message) {
    /** {@code routes.yaml:3:7: …}, the form that editors follow. */
    @Override
    public String toString() {
      return line == 0 ? file + ": " + message : file + ":" + line + ":" + column + ": " + message;
    }
  }
}
