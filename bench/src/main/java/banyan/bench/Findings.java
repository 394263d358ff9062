package banyan.bench;

import java.util.List;
import java.util.stream.Stream;

/**
 * What a run has found so far.
 *
 * @param rows processor time per request, by scenario and peer
 * @param figures whatever else was measured
 */
record Findings(List<Row> rows, List<Figures> figures) {
  static final Findings NOTHING = new Findings(List.of(), List.of());

  Findings {
    rows = List.copyOf(rows);
    figures = List.copyOf(figures);
  }

  Findings withRows(List<Row> more) {
    return new Findings(Stream.concat(rows.stream(), more.stream()).toList(), figures);
  }

  Findings with(Figures more) {
    return new Findings(rows, Stream.concat(figures.stream(), Stream.of(more)).toList());
  }
}
