package banyan.proxy.route;

import banyan.proxy.route.RouteDocument.Fault;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.nodes.Node;

/** The faults found in one document so far. One thread. */
public final class Faults {
  /** More faults than this are counted, not listed. */
  public static final int LISTED_MAX = 50;

  private final String file;
  private final List<Fault> found = new ArrayList<>();
  private int unlisted;

  public Faults(String file) {
    this.file = file;
  }

  public void at(Node node, String message) {
    at(node.getStartMark(), message);
  }

  public void at(Optional<Mark> mark, String message) {
    int line = mark.map(place -> place.getLine() + 1).orElse(0);
    int column = mark.map(place -> place.getColumn() + 1).orElse(0);
    if (found.size() == LISTED_MAX) {
      unlisted++;
      return;
    }
    found.add(new Fault(file, line, column, message));
  }

  public boolean isEmpty() {
    return found.isEmpty();
  }

  /** From top to bottom. */
  public List<Fault> list() {
    List<Fault> sorted = new ArrayList<>(found);
    sorted.sort(Comparator.comparingInt(Fault::line).thenComparingInt(Fault::column));
    if (unlisted > 0) {
      sorted.add(new Fault(file, 0, 0, "and " + unlisted + " more; mend these first"));
    }
    return List.copyOf(sorted);
  }
}
