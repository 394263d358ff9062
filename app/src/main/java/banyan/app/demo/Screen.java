package banyan.app.demo;

import banyan.app.TextTable;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Where a show is watched: a table that is drawn again in its place on a terminal, else a line for
 * each stage at its end. For one thread.
 */
public final class Screen {
  private final PrintWriter out;
  private final boolean isLive;
  private int linesDrawn;

  /**
   * A screen.
   *
   * @param isLive whether the cursor may move
   */
  public Screen(PrintWriter out, boolean isLive) {
    this.out = out;
    this.isLive = isLive;
  }

  /** Says something before the show. */
  public void say(String line) {
    out.println(line);
  }

  /** Says something during the show; the table is drawn anew below it. */
  void tell(String line) {
    if (isLive) {
      erase();
    }
    out.println(line);
    out.flush();
  }

  /** While a stage is played. */
  void show(List<Stage> stages, List<StageRun> runs, List<Attempt> attempts) {
    if (isLive) {
      draw(table(stages, runs, attempts));
    }
  }

  /** A stage is over. */
  void end(List<Stage> stages, List<StageRun> runs, List<Attempt> attempts) {
    show(stages, runs, attempts);
    if (!isLive) {
      StageRun last = runs.getLast();
      Figures figures = Report.stageFigures(last, attempts);
      out.println(
          "%-10s  %-38s  %5d requests, %d errors, p50 %d ms, p99 %d ms%s"
              .formatted(
                  last.stage().name(),
                  last.stage().title(),
                  figures.requests(),
                  figures.errors(),
                  figures.p50Millis(),
                  figures.p99Millis(),
                  last.isPlayed() ? "" : "; " + last.problem()));
    }
  }

  private void draw(List<String> lines) {
    erase();
    lines.forEach(out::println);
    out.flush();
    linesDrawn = lines.size();
  }

  private void erase() {
    if (linesDrawn > 0) {
      // ECMA-48: so many lines up, then erase to the end of the screen.
      out.print("\u001b[" + linesDrawn + "A\u001b[J");
      linesDrawn = 0;
    }
  }

  private static List<String> table(
      List<Stage> stages, List<StageRun> runs, List<Attempt> attempts) {
    TextTable table = TextTable.of("STAGE", "WHAT", "REQUESTS", "ERRORS", "P50", "P99");
    for (int i = 0; i < stages.size(); i++) {
      Stage stage = stages.get(i);
      if (i < runs.size()) {
        Figures figures = Report.stageFigures(runs.get(i), attempts);
        table.add(
            stage.name(),
            stage.title(),
            Integer.toString(figures.requests()),
            Integer.toString(figures.errors()),
            figures.p50Millis() + " ms",
            figures.p99Millis() + " ms");
      } else {
        table.add(stage.name(), stage.title(), "-", "-", "-", "-");
      }
    }
    List<String> lines = new ArrayList<>(table.lines());
    Instant first = runs.isEmpty() ? Instant.MAX : runs.getFirst().began();
    long all = attempts.stream().filter(attempt -> !attempt.began().isBefore(first)).count();
    lines.add(all + " requests so far, those between the stages included");
    lines.add("");
    return lines;
  }
}
