package banyan.app.demo;

import java.util.List;
import java.util.function.Predicate;

/** What the demo promises: a list, since each plan shows a part of it. */
final class Promises {
  private static final List<Shown> ALL =
      List.of(
          always(
              new Promise(
                  "no-safe-request-failed",
                  "no read failed, though no client repeats one",
                  ReadPromises::noneFailed)),
          always(
              new Promise(
                  "both-sides-answered-alike",
                  "what nobody changed was the same from every side",
                  ReadPromises::sidesAreAlike)),
          always(
              new Promise(
                  "prices-were-current",
                  "every price that was read is the one last written",
                  PricePromises::areCurrent)),
          always(
              new Promise(
                  "every-write-was-acknowledged",
                  "every write was acknowledged, with its key sent again where the outcome was unknown",
                  WritePromises::allAcknowledged)),
          always(
              new Promise(
                  "acknowledged-writes-once",
                  "every acknowledged write is in the database exactly once",
                  WritePromises::acknowledgedOnce)),
          always(
              new Promise(
                  "other-writes-at-most-once",
                  "a write without acknowledgement is there once or not at all, and nothing else is",
                  WritePromises::othersAtMostOnce)),
          always(
              new Promise(
                  "repeated-keys-same-answer",
                  "a key that was sent again got its first answer",
                  WritePromises::repetitionsAreAlike)),
          always(
              new Promise(
                  "stock-adds-up",
                  "what was received is on hand or sold by a confirmed order",
                  StockPromise::addsUp)),
          always(
              new Promise(
                  "every-move-took-effect",
                  "in each stage the side that should answer did",
                  MovePromises::allTookEffect)),
          new Shown(
              plan -> plan.does(Deed.Bug.class),
              new Promise(
                  "planted-bug-was-found",
                  "the wrong adapter was found in copies, before the service answered a client",
                  MigrationPromises::bugWasFound)),
          migrating(
              new Promise(
                  "moves-had-evidence",
                  "each move that demands evidence had it, and none was overridden",
                  MigrationPromises::movesHadEvidence)),
          new Shown(
              DemoPlan::shares,
              new Promise(
                  "visitors-kept-their-side",
                  "more weight only added visitors, and the second try admitted the same first",
                  MigrationPromises::visitorsKeptTheirSide)),
          new Shown(
              plan -> plan.does(Deed.Errors.class),
              new Promise(
                  "harm-was-rolled-back",
                  "when the service failed, the gate led everybody back by itself",
                  MigrationPromises::harmWasRolledBack)),
          new Shown(
              DemoPlan::retires,
              new Promise(
                  "old-side-was-quiet",
                  "the old side was closed when nobody had asked it for a time, and nobody has since",
                  MigrationPromises::oldSideWasQuiet)),
          migrating(
              new Promise(
                  "audit-log-is-whole",
                  "the audit log has every entry as it was written",
                  MigrationPromises::auditIsWhole)),
          new Shown(
              DemoPlan::hasDeath,
              new Promise(
                  "reads-fell-back",
                  "while the service was dead its reads were answered by the monolith",
                  MovePromises::readsFellBack)),
          always(
              new Promise(
                  "clients-and-log-agree",
                  "the monolith's log has each request of the clients, with its status, and no other",
                  LogPromises::agreeWithClients)),
          new Shown(
              DemoPlan::isServiceOurs,
              new Promise(
                  "both-logs-agree",
                  "the service's log has each request that the monolith says it answered",
                  LogPromises::agreeWithEachOther)));

  private Promises() {}

  /** The promises that a plan can show. */
  static List<Promise> of(DemoPlan plan) {
    return ALL.stream().filter(shown -> shown.by().test(plan)).map(Shown::promise).toList();
  }

  private static Shown always(Promise promise) {
    return new Shown(_ -> true, promise);
  }

  private static Shown migrating(Promise promise) {
    return new Shown(DemoPlan::migrates, promise);
  }

  /**
   * A promise and the plans that can show it.
   *
   * @param by whether this plan can
   */
  private record Shown(Predicate<DemoPlan> by, Promise promise) {}
}
