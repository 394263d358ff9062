package banyan.proxy.migration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import banyan.proxy.migration.LoggedFault.Change;
import banyan.proxy.migration.LoggedFault.Planted;
import banyan.proxy.migration.Migrations.Outcome;
import banyan.proxy.publish.KeptText;
import banyan.proxy.publish.Reason;
import banyan.testing.AtOnce;
import banyan.testing.TestSize;
import banyan.wire.Failure;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Planted faults in the audit log: between the moves, chained like them, and moving nothing. */
final class AuditedFaultsTest {
  private static final Instant UNTIL = Samples.NOW.plus(Duration.ofMinutes(5));
  private static final Planted SLOW = new Planted("slow", "latency 200ms", "/api/**", 10, UNTIL);
  private static final Reason BOB = new Reason("bob", "does the shop stay usable?");

  /** The log of a release that knew no faults, as it was written. */
  private static final AuditEntry OLD =
      new AuditEntry(
          1,
          AuditEntry.BEGINNING,
          "{\"move\":\"create\",\"role\":\"operator\",\"migration\":{\"name\":\"catalog\",\"routes\":"
              + "[\"/api/**\"],\"from\":\"local\",\"to\":\"catalog\",\"identity\":\"cookie:who\","
              + "\"salt\":\"000102030405060708090a0b0c0d0e0f\",\"stage\":\"prepared\",\"weight\":0,"
              + "\"revision\":1,\"created\":\"2026-11-21T10:42:56.637Z\","
              + "\"since\":\"2026-11-21T10:42:56.637Z\",\"who\":\"ada\","
              + "\"why\":\"the catalogue moves out\"}}",
          "7064baf46298ceedb2c0e678377c14865f01969811dd2e21c82f0ddf91ee3a3d");

  @TempDir Path folder;
  private MigrationStore store;
  private AuditLog log;

  @BeforeEach
  void open() {
    store = new MigrationFolder(folder.resolve("log"));
    log = new AuditLog(store);
  }

  @Test
  void anOldLogIsWholeAndGoesOnWithFaults() {
    assertThat(store.add(OLD)).isTrue();
    assertThat(log.verify().broken()).isNull();
    log.add(planted());
    assertThat(log.verify().broken()).isNull();
    assertThat(log.entries(1)).hasSize(1);
  }

  @Test
  void aFaultIsReadAsItWasWritten() {
    LoggedFault ended = ended(Change.REMOVED, SLOW, Samples.NOW.plusSeconds(1));
    log.add(planted());
    log.add(ended);
    assertThat(log.last(2))
        .extracting(AuditEntry::told)
        .containsExactly(new AuditEntry.Told.Known(planted()), new AuditEntry.Told.Known(ended));
  }

  /** Whoever replays the log has the migrations, whatever befell requests meanwhile. */
  @Test
  void faultsBetweenMovesMoveNothing() {
    var copy = new KeptText(folder.resolve("last-good.json"), 1 << 20);
    Migrations here = Samples.migrations(store);
    here.create(Samples.draft("catalog", "/api/**"), Samples.ADA, "operator");
    log.add(planted());
    assertThat(Samples.move(here, new Move.Shadow())).isInstanceOf(Outcome.Done.class);
    log.add(ended(Change.ENDED, SLOW, UNTIL));

    Migrations there =
        new Migrations(
            store, copy, EvidenceSource.none(), (_, _) -> Optional.empty(), () -> Samples.NOW);
    there.catchUp();
    here.catchUp();
    assertThat(there.list()).isEqualTo(here.list()).hasSize(1);
    assertThat(there.find("catalog").orElseThrow().stage()).isEqualTo(Stage.SHADOW);
    assertThat(there.history("catalog")).extracting(NumberedMove::number).containsExactly(3L, 1L);
    assertThat(there.description()).isEqualTo("1, entry 4 of the log");
    assertThat(there.log().verify().broken()).isNull();

    // The last good copy may end with a fault, too.
    Migrations next =
        new Migrations(
            new UnsteadyLog(store),
            copy,
            EvidenceSource.none(),
            (_, _) -> Optional.empty(),
            () -> Samples.NOW);
    assertThat(next.list()).isEqualTo(here.list());
    assertThat(Samples.move(next, new Move.Canary(Weight.parse("1"))))
        .isInstanceOf(Outcome.Done.class);
  }

  @Test
  void severalProcessesWriteOneLog() throws Exception {
    int processes = TestSize.pick("processes that plant at once", 3, 6, 24);
    AtOnce.run(
        processes,
        () -> {
          String instance = "up-" + Thread.currentThread().threadId();
          AuditLog own = new AuditLog(new MigrationFolder(folder.resolve("log")));
          own.add(of(instance, Change.PLANTED, SLOW, Samples.NOW));
          own.add(of(instance, Change.REMOVED, SLOW, Samples.NOW));
          return instance;
        });
    assertThat(log.entries(0)).hasSize(2 * processes);
    assertThat(log.verify().broken()).isNull();
  }

  @Test
  void aChangedFaultIsFound() {
    log.add(planted());
    log.add(ended(Change.ENDED, SLOW, UNTIL));
    List<AuditEntry> entries = new ArrayList<>(log.entries(0));
    AuditEntry first = entries.getFirst();
    String innocent = first.text().replace("\"bob\"", "\"eve\"");
    entries.set(0, new AuditEntry(1, first.previous(), innocent, first.hash()));
    assertThat(broken(entries))
        .isEqualTo("1 it was changed: its text does not have the hash that stands beside it");
    entries.set(0, AuditEntry.after(null, innocent));
    assertThat(broken(entries)).startsWith("2 it does not follow");
  }

  /** Who rewrites the rest with right hashes still has to tell what can be. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "1 | latency 200ms | latency 1ms | 2 the fault 'slow' of up-1 ends, and no such fault",
        "1 | up-1 | up-2 | 2 the fault 'slow' of up-1 ends, and no such fault",
        "1 | \"strikes\":0 | \"strikes\":1 | 1 the fault 'slow' of up-1 befell requests before",
        "1 | planted\" | grown\" | 1 it cannot be read: it says what this version does not know",
        "2 | \"at\":\"2026-11-21T10:47 | \"at\":\"2026-11-21T10:46 | 2 the fault 'slow' of up-1 ends by itself before",
        "2 | \"name\":\"slow\" | \"name\":\"fast\" | 2 the fault 'fast' of up-1 ends, and no such fault",
      })
  void aRewrittenRestIsHeldToWhatCanBe(int number, String was, String is, String reason) {
    log.add(planted());
    log.add(ended(Change.ENDED, SLOW, UNTIL));
    List<AuditEntry> rewritten = new ArrayList<>();
    for (AuditEntry entry : log.entries(0)) {
      String text = entry.number() == number ? entry.text().replaceFirst(was, is) : entry.text();
      rewritten.add(AuditEntry.after(rewritten.isEmpty() ? null : rewritten.getLast(), text));
    }
    assertThat(broken(rewritten)).startsWith(reason);
  }

  /** Who could not tell whether an entry was written writes it again. */
  @Test
  void anEntryThatStandsTwiceIsNoBreak() {
    log.add(planted());
    log.add(planted());
    log.add(ended(Change.REMOVED, SLOW, Samples.NOW));
    log.add(ended(Change.REMOVED, SLOW, Samples.NOW));
    assertThat(log.verify().broken()).isNull();
  }

  @Test
  void aLogThatIsAwayOrBrokenAtItsEndTakesNothing() {
    UnsteadyLog unsteady = new UnsteadyLog(store);
    unsteady.lose();
    assertThatThrownBy(() -> new AuditLog(unsteady).add(planted())).isInstanceOf(Failure.class);
    store.add(new AuditEntry(1, AuditEntry.BEGINNING, "{}", "0".repeat(64)));
    assertThatThrownBy(() -> log.add(planted()))
        .isInstanceOfSatisfying(
            Failure.class,
            failure -> assertThat(failure.problem().detail()).contains("broken at entry 1"));
    assertThat(store.entries(0)).hasSize(1);
  }

  private static LoggedFault planted() {
    return of("up-1", Change.PLANTED, SLOW, Samples.NOW);
  }

  private static LoggedFault ended(Change change, Planted fault, Instant at) {
    return of("up-1", change, fault, at);
  }

  private static LoggedFault of(String instance, Change change, Planted fault, Instant at) {
    return new LoggedFault(change, "operator", instance, fault, 0, at, BOB);
  }

  private static String broken(List<AuditEntry> entries) {
    AuditChain chain = new AuditChain();
    chain.read(entries);
    AuditChain.Break broken = chain.broken();
    return broken == null ? "whole" : broken.number() + " " + broken.reason();
  }
}
