package banyan.app.demo;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Evidence written by hand, in milliseconds from the beginning of time. For one thread. */
final class Sketch {
  private final List<Stage> stages = new ArrayList<>();
  private final List<StageRun> runs = new ArrayList<>();
  private final List<Attempt> attempts = new ArrayList<>();
  private final List<Write> writes = new ArrayList<>();
  private final List<LogLine> monolith = new ArrayList<>();
  private final List<LogLine> service = new ArrayList<>();
  private final Map<String, Stored.Product> products = new HashMap<>();
  private final Map<String, List<String>> orders = new HashMap<>();
  private final Map<String, Stored.Stock> stock = new HashMap<>();
  private final List<Moved> moves = new ArrayList<>();
  private final List<Finding> findings = new ArrayList<>();
  private String wrongEntry = "";
  private boolean hasFallback = true;

  /** A stage that was played. */
  Sketch stage(int began, int ended, Portion... moved) {
    Set<Portion> portions = EnumSet.noneOf(Portion.class);
    portions.addAll(List.of(moved));
    return stage(began, ended, Stage.of("stage-" + stages.size(), "", portions));
  }

  /** One before which the service was killed. */
  Sketch death(int began, int ended, Portion moved) {
    return stage(began, ended, Stage.of("killed", "", EnumSet.of(moved), new Deed.Kill()));
  }

  Sketch stage(int began, int ended, Stage stage) {
    stages.add(stage);
    runs.add(new StageRun(stage, at(began), at(ended), ""));
    return this;
  }

  /** A move of the migration, as the audit log has it. */
  Sketch moved(String word, String stage, String who, String evidence, int at) {
    moves.add(new Moved(moves.size() + 1, "reads", word, stage, 0, who, evidence, "", at(at)));
    return this;
  }

  Sketch overridden(String word, String stage, int at) {
    moves.add(new Moved(moves.size() + 1, "reads", word, stage, 0, "ada", "", "so be it", at(at)));
    return this;
  }

  Sketch wrongAudit(String entry) {
    wrongEntry = entry;
    return this;
  }

  Sketch found(String stage, String place) {
    findings.add(new Finding(stage, place, "type"));
    return this;
  }

  /** A read of a product by a visitor, with its line in the monolith's log. */
  Sketch visited(String id, String visitor, int began, String by) {
    attempts.add(new Attempt(id, Kind.SHOW, 1, "A", visitor, at(began), at(began + 1), 200, ""));
    return logged(id, 200, by);
  }

  /** A stage whose routes never came into force. */
  Sketch stageThatFailed(String problem) {
    Stage stage = Stage.of("failed", "", Set.of());
    stages.add(stage);
    runs.add(new StageRun(stage, at(0), at(0), problem));
    return this;
  }

  Sketch withoutFallback() {
    hasFallback = false;
    return this;
  }

  /** A request that took a millisecond, with its line in the monolith's log. */
  Sketch asked(String id, Kind kind, String subject, int began, int status, String by) {
    return asked(id, kind, subject, began, status, "", by);
  }

  Sketch asked(
      String id, Kind kind, String subject, int began, int status, String answer, String by) {
    attempt(id, kind, 1, subject, began, status, answer);
    return logged(id, status, by);
  }

  Sketch attempt(
      String id, Kind kind, int turn, String subject, int began, int status, String answer) {
    attempts.add(
        new Attempt(id, kind, turn, subject, "", at(began), at(began + 1), status, answer));
    return this;
  }

  Sketch logged(String id, int status, String by) {
    monolith.add(new LogLine(id, "GET", "/api/v1/products", status, by, 1));
    return this;
  }

  Sketch loggedByService(String id, int status) {
    service.add(new LogLine(id, "GET", "/api/v1/products", status, "local", 1));
    return this;
  }

  Sketch calledAtService(String id) {
    service.add(new LogLine(id, "POST", "/_banyan/calls/catalog/offers", 200, "local", 1));
    return this;
  }

  Sketch wrote(Kind kind, String subject, long amount, int began, int ended, String... answers) {
    String key = kind == Kind.REPRICE ? "" : "key-" + subject;
    writes.add(new Write(kind, key, subject, amount, at(began), at(ended), List.of(answers)));
    return this;
  }

  Sketch stored(String sku, long rows, long amount, long version) {
    products.put(sku, new Stored.Product(rows, amount, version));
    return this;
  }

  Sketch ordered(String key, String... states) {
    orders.put(key, List.of(states));
    return this;
  }

  Sketch inStock(String sku, long onHand, long reserved, long sold) {
    stock.put(sku, new Stored.Stock(onHand, reserved, sold));
    return this;
  }

  Evidence evidence() {
    DemoPlan plan =
        new DemoPlan(
            stages.isEmpty() ? Tour.stages(true, true) : stages,
            3,
            10,
            Duration.ZERO,
            1,
            hasFallback,
            null);
    return new Evidence(
        plan,
        runs,
        attempts,
        writes,
        monolith,
        service,
        new Stored(products, orders, stock),
        new AuditRows.Audit(moves, moves.size(), wrongEntry),
        findings);
  }

  private static Instant at(int millis) {
    return Instant.EPOCH.plusMillis(millis);
  }
}
