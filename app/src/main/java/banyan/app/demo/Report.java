package banyan.app.demo;

import banyan.app.TextTable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * What came of a show.
 *
 * @param run begins every id, key and SKU of it
 */
public record Report(String run, Evidence evidence, List<Judgement> judgements) {
  public Report {
    judgements = List.copyOf(judgements);
  }

  /** A promise and what was found. */
  record Judgement(Promise promise, Verdict verdict) {}

  static Report of(String run, Evidence evidence) {
    return new Report(
        run,
        evidence,
        Promises.of(evidence.plan()).stream()
            .map(promise -> new Judgement(promise, promise.judge().apply(evidence)))
            .toList());
  }

  /** The names of the promises that are broken; empty when all were kept. */
  public List<String> broken() {
    return judgements.stream()
        .filter(judgement -> !judgement.verdict().isKept())
        .map(judgement -> judgement.promise().name())
        .toList();
  }

  /** For people. */
  public List<String> lines() {
    TextTable sides = TextTable.of("SIDE", "REQUESTS", "ERRORS", "P50", "P99");
    Figures.bySide(evidence.monolith())
        .forEach(
            (side, figures) ->
                sides.add(
                    side,
                    Integer.toString(figures.requests()),
                    Integer.toString(figures.errors()),
                    figures.p50Millis() + " ms",
                    figures.p99Millis() + " ms"));
    List<String> lines = new ArrayList<>(sides.lines());
    lines.add("");
    for (Judgement judgement : judgements) {
      Verdict verdict = judgement.verdict();
      lines.add((verdict.isKept() ? "kept    " : "BROKEN  ") + judgement.promise().sentence());
      lines.add("          " + verdict.sentence());
      verdict.examples().forEach(example -> lines.add("          - " + example));
    }
    return lines;
  }

  /** For programs, as docs/demo.md describes it. */
  public Map<String, Object> json() {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("run", run);
    json.put("kept", broken().isEmpty());
    json.put("requests", evidence.attempts().size());
    json.put("failed", evidence.attempts().stream().filter(attempt -> !attempt.isGood()).count());
    json.put("stages", evidence.stages().stream().map(this::stage).toList());
    json.put("sides", Figures.bySide(evidence.monolith()));
    json.put("moves", evidence.audit().moves().stream().map(Report::move).toList());
    json.put("differences", evidence.findings());
    json.put("database", database());
    json.put("promises", judgements.stream().map(Report::promise).toList());
    return json;
  }

  private Map<String, Object> stage(StageRun stageRun) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("name", stageRun.stage().name());
    json.put("title", stageRun.stage().title());
    json.put(
        "moved",
        Stream.of(Portion.values())
            .filter(stageRun.stage()::hasMoved)
            .map(Portion::word)
            .sorted()
            .toList());
    json.put("reads", stageRun.stage().reads().word());
    json.put("began", stageRun.began().toString());
    json.put("ended", stageRun.ended().toString());
    json.put("problem", stageRun.problem());
    json.put("clients", stageFigures(stageRun, evidence.attempts()));
    return json;
  }

  /** What clients saw of a stage. */
  static Figures stageFigures(StageRun stageRun, List<Attempt> attempts) {
    return Figures.of(
        attempts.stream().filter(attempt -> attempt.isWithin(stageRun)).toList(),
        attempt -> Duration.between(attempt.began(), attempt.ended()).toMillis(),
        Attempt::status);
  }

  private static Map<String, Object> move(Moved move) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("entry", move.number());
    json.put("move", move.word());
    json.put("stage", move.stage());
    json.put("who", move.who());
    json.put("evidence", move.evidence());
    json.put("at", move.at().toString());
    return json;
  }

  private Map<String, Object> database() {
    Stored stored = evidence.stored();
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("products", stored.products().values().stream().mapToLong(Stored.Product::rows).sum());
    json.put("orders", stored.orders().values().stream().mapToLong(List::size).sum());
    json.put("sold", stored.stock().values().stream().mapToLong(Stored.Stock::sold).sum());
    return json;
  }

  private static Map<String, Object> promise(Judgement judgement) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("name", judgement.promise().name());
    json.put("promise", judgement.promise().sentence());
    json.put("kept", judgement.verdict().isKept());
    json.put("found", judgement.verdict().sentence());
    json.put("examples", judgement.verdict().examples());
    return json;
  }
}
