package banyan.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import banyan.platform.database.Database;
import banyan.proxy.idempotency.Ledger;
import banyan.proxy.idempotency.LedgerFolder;
import banyan.proxy.idempotency.LedgerStore;
import banyan.testing.TestSize;
import banyan.testing.ThrowawayDatabase;
import banyan.wire.Failure;
import banyan.wire.Settings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Both kinds of ledger, by the same rules: whatever the interleaving, a key has one effect. */
final class LedgerStoresTest {
  @AutoClose
  private static final ThrowawayDatabase DATABASE = ThrowawayDatabase.of(DatabaseTableStore.OWNER);

  private static final Duration READY_MAX = Duration.ofSeconds(30);

  @TempDir Path folder;
  private final AtomicReference<Instant> now =
      new AtomicReference<>(Instant.parse("2026-11-21T10:00:00Z"));

  @ParameterizedTest
  @ValueSource(strings = {"database", "folder"})
  void oneKeyHasOneEffectWhateverTheInterleaving(String kind) throws Exception {
    int keys = TestSize.pick("keys that clients race for in a " + kind, 3, 20, 300);
    try (Database second = secondDatabase()) {
      await().atMost(READY_MAX).until(() -> second.state(DatabaseTableStore.OWNER).isReady());
      List<Ledger> proxies =
          kind.equals("folder")
              ? List.of(ledger(kind))
              : List.of(
                  ledger(kind),
                  RacedKey.ledger(new DatabaseLedgerStore(second, now::get), now::get));
      for (int number = 0; number < keys; number++) {
        long seed = System.nanoTime();
        RacedKey key = new RacedKey(proxies, "race-" + kind + number, seed);
        key.race(4);
        assertThat(key.problems()).as("seed %d", seed).isEmpty();
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"database", "folder"})
  void whatIsForgottenIsClearedAwayByWhatComesLater(String kind) throws Exception {
    for (int number = 0; number < 40; number++) {
      RacedKey.lease(ledger(kind), RacedKey.nameOf("old-" + kind + number, "00"));
    }
    long before = count(kind);
    now.updateAndGet(moment -> moment.plus(Duration.ofDays(2)));
    for (int number = 0; number < 40; number++) {
      RacedKey.lease(ledger(kind), RacedKey.nameOf("new-" + kind + number, "00"));
    }
    assertThat(count(kind)).isLessThan(before + 40).isGreaterThanOrEqualTo(40);
  }

  @Test
  void aLedgerThatCannotBeReachedRefusesAndChangesNothing() throws Exception {
    Path blocked = Files.writeString(folder.resolve("file"), "no folder");
    Ledger ledger = RacedKey.ledger(new LedgerFolder(blocked, now::get), now::get);
    assertThatThrownBy(() -> RacedKey.lease(ledger, RacedKey.nameOf("k", "00")))
        .isInstanceOf(Failure.class)
        .hasMessageContaining("unavailable");
  }

  private Ledger ledger(String kind) {
    LedgerStore store =
        kind.equals("folder")
            ? new LedgerFolder(folder, now::get)
            : new DatabaseLedgerStore(DATABASE.database(), now::get);
    return RacedKey.ledger(store, now::get);
  }

  /** Another instance on the same database. */
  private static Database secondDatabase() {
    return Database.start(
        DATABASE::address,
        DATABASE.secret(),
        List.of(),
        List.of(DatabaseTableStore.OWNER),
        new Settings(Map.of()));
  }

  private long count(String kind) throws Exception {
    if (kind.equals("folder")) {
      try (var files = Files.walk(folder)) {
        return files.filter(file -> file.toString().endsWith(".json")).count();
      }
    }
    return DATABASE
        .context(DatabaseTableStore.OWNER)
        .read(
            "main",
            handle -> handle.createQuery("SELECT count(*) FROM ledger").mapTo(Long.class).one());
  }
}
