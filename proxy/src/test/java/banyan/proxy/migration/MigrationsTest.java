package banyan.proxy.migration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import banyan.proxy.migration.Migrations.Outcome;
import banyan.proxy.publish.KeptText;
import banyan.testing.AtOnce;
import banyan.testing.TestSize;
import banyan.wire.Failure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class MigrationsTest {
  private static final Weight TENTH = Weight.parse("10");

  /** The whole way, with one step back. */
  private static final List<Move> WAY =
      List.of(
          new Move.Shadow(),
          new Move.Canary(TENTH),
          new Move.RollBack(null),
          new Move.Canary(Weight.parse("50")),
          new Move.Promote(),
          new Move.Retire());

  @TempDir Path folder;

  @Test
  void goesTheWholeWayAndEveryMoveIsInTheLog() {
    Migrations migrations = create();

    assertThat(WAY)
        .allSatisfy(
            move -> assertThat(Samples.move(migrations, move)).isInstanceOf(Outcome.Done.class));

    assertThat(catalog(migrations).stage()).isEqualTo(Stage.RETIRED);
    assertThat(catalog(migrations).revision()).isEqualTo(7);
    assertThat(migrations.log().entries(0)).hasSize(7);
    AuditChain chain = migrations.log().verify();
    assertThat(chain.broken()).isNull();
    assertThat(chain.last()).isEqualTo(migrations.log().entries(6).getFirst());
  }

  @Test
  void aMoveWithoutTheEvidenceThatItDemandsIsRefusedAndNothingIsWritten() {
    Migrations migrations = create();
    Samples.move(migrations, new Move.Shadow());

    Outcome outcome =
        migrations.move("catalog", new Move.Canary(TENTH), Samples.ADA, "operator", null, null);

    assertThat(outcome)
        .isInstanceOfSatisfying(
            Outcome.Unproven.class,
            unproven ->
                assertThat(unproven.reason())
                    .contains("a valid certificate of parity", "there is no certificate"));
    assertThat(catalog(migrations).stage()).isEqualTo(Stage.SHADOW);
    assertThat(migrations.log().entries(0)).hasSize(2);
  }

  @Test
  void theLogSaysWhatAMoveRestedOn() throws IOException {
    Migrations migrations = create();
    Samples.move(migrations, new Move.Shadow());
    Samples.move(migrations, new Move.Canary(TENTH));

    List<AuditEntry> entries = migrations.log().entries(0);
    assertThat(move(entries.get(1)).evidence()).isEqualTo(new Evidence.Undemanded());
    LoggedMove canary = move(entries.get(2));
    assertThat(canary.evidence()).isEqualTo(new Evidence.Overridden("a test"));
    assertThat(canary.role()).isEqualTo("operator");
    assertThat(canary.after().reason()).isEqualTo(Samples.ADA);
  }

  @Test
  void evidenceThatIsFoundIsLogged() throws IOException {
    EvidenceSource found =
        (_, demand) ->
            new EvidenceSource.Finding.Found(new Evidence.Found(demand.kind(), "hash-7"));
    Migrations migrations =
        new Migrations(store(), null, found, (_, _) -> Optional.empty(), () -> Samples.NOW);
    migrations.create(Samples.draft("catalog", "/api/**"), Samples.ADA, "operator");
    migrations.move("catalog", new Move.Shadow(), Samples.ADA, "operator", null, null);
    migrations.move("catalog", new Move.Canary(TENTH), Samples.ADA, "operator", null, null);

    assertThat(move(migrations.log().entries(2).getFirst()).evidence())
        .isEqualTo(new Evidence.Found("certificate", "hash-7"));
    assertThat(migrations.log().verify().broken()).isNull();
  }

  @Test
  void whoKnowsAnOlderStateIsTold() {
    Migrations migrations = create();
    migrations.move("catalog", new Move.Shadow(), Samples.ADA, "operator", null, 1L);

    Outcome second =
        migrations.move("catalog", new Move.RollBack(null), Samples.ADA, "operator", null, 1L);

    assertThat(second).isEqualTo(new Outcome.Overtaken(catalog(migrations)));
  }

  @Test
  void ofOperatorsWhoExpectTheSameRevisionOneMoves() throws Exception {
    create();
    int operators = TestSize.pick("operators at once", 4, 8, 64);

    List<Outcome> outcomes =
        AtOnce.run(
            operators,
            () -> {
              Migrations own = Samples.migrations(store());
              own.catchUp();
              return own.move("catalog", new Move.Shadow(), Samples.ADA, "operator", null, 1L);
            });

    assertThat(outcomes).filteredOn(Outcome.Done.class::isInstance).hasSize(1);
    assertThat(outcomes).filteredOn(Outcome.Overtaken.class::isInstance).hasSize(operators - 1);
    assertThat(store().entries(0)).hasSize(2);
  }

  @Test
  void namesAndRoutesAreNotMigratedTwice() {
    Migrations migrations = create();

    assertThat(refusal(migrations, "catalog", "/other/**")).contains("choose another name");
    assertThat(refusal(migrations, "more", "GET /api/v1")).contains("'catalog' moves some of");
    assertThat(migrations.move("none", new Move.Shadow(), Samples.ADA, "operator", null, null))
        .isEqualTo(new Outcome.Unknown());
  }

  @Test
  void anEntryThatWouldBeTooLongIsRefused() {
    String segment = "/" + "%C3%A9".repeat(160);
    List<RoutePattern> routes =
        IntStream.range(0, 32)
            .mapToObj(i -> RoutePattern.parse("h".repeat(250) + "/" + i + segment))
            .toList();
    Migration.Draft draft =
        new Migration.Draft("catalog", routes, "x".repeat(40_000), "to", IdentityChain.DEFAULT);

    Outcome outcome = Samples.migrations(store()).create(draft, Samples.ADA, "operator");

    assertThat(outcome)
        .isInstanceOfSatisfying(
            Outcome.Refused.class, refused -> assertThat(refused.reason()).contains("65536 bytes"));
    assertThat(store().newest()).isEmpty();
  }

  /** Kills the process at every write of the whole way, and goes on with another one. */
  @Test
  void aKilledProcessHasMadeItsMoveOrHasNot() {
    for (KilledStore.Point point : KilledStore.Point.values()) {
      Path own = folder.resolve(point.name());
      Migrations first = Samples.migrations(new MigrationFolder(own));
      first.create(Samples.draft("catalog", "/api/**"), Samples.ADA, "operator");
      for (Move move : WAY) {
        Migration before = catalogIn(own);
        Migrations dying = Samples.migrations(new KilledStore(new MigrationFolder(own), point));
        assertThatThrownBy(() -> Samples.move(dying, move)).isInstanceOf(KilledStore.Kill.class);

        Migrations next = Samples.migrations(new MigrationFolder(own));
        next.catchUp();
        boolean isMade = point == KilledStore.Point.AFTER_THE_ENTRY;
        assertThat(catalog(next).revision()).isEqualTo(before.revision() + (isMade ? 1 : 0));
        assertThat(next.log().verify().broken()).isNull();
        if (!isMade) {
          assertThat(Samples.move(next, move)).isInstanceOf(Outcome.Done.class);
        }
      }
      assertThat(catalogIn(own).stage()).isEqualTo(Stage.RETIRED);
    }
  }

  /** An entry gets its name when it is whole on the disk; before, it has another. */
  @Test
  void whatAKilledProcessHasHalfWrittenIsPassedOver() throws IOException {
    Migrations migrations = create();
    Files.writeString(folder.resolve("log/.2.json7.new"), "{\"number\": 2, \"prev");

    assertThat(Samples.move(migrations, new Move.Shadow())).isInstanceOf(Outcome.Done.class);
    assertThat(migrations.log().verify().broken()).isNull();
  }

  @Test
  void startsWithTheLastGoodCopyWhileTheStoreIsAway() {
    var copy = new KeptText(folder.resolve("last-good.json"), 1 << 20);
    Migrations before = withCopy(store(), copy);
    before.create(Samples.draft("catalog", "/api/**"), Samples.ADA, "operator");
    Samples.move(before, new Move.Shadow());

    var away = new UnsteadyLog(store());
    away.lose();
    Migrations started = withCopy(away, copy);
    started.catchUp();

    assertThat(catalog(started).stage()).isEqualTo(Stage.SHADOW);
    assertThat(started.live().current()).isNotNull();
    assertThat(started.isKnown()).isTrue();
    assertThat(started.description()).contains("The store is lost.");
    assertThatThrownBy(() -> Samples.move(started, new Move.RollBack(null)))
        .isInstanceOf(Failure.class);

    away.recover();
    assertThat(Samples.move(started, new Move.RollBack(null))).isInstanceOf(Outcome.Done.class);
    assertThat(started.description()).isEqualTo("1, entry 3 of the log");
  }

  @Test
  void aLogThatWasCutOrEmptiedMovesNothing() throws IOException {
    Migrations migrations = create();
    Samples.move(migrations, new Move.Shadow());
    Files.delete(folder.resolve("log/2.json"));

    migrations.catchUp();
    assertThat(catalog(migrations).stage()).isEqualTo(Stage.SHADOW);
    assertThat(migrations.description()).contains("was cut: it ends at entry 1");
    assertThatThrownBy(() -> Samples.move(migrations, new Move.RollBack(null)))
        .hasMessageContaining("was cut");

    Files.delete(folder.resolve("log/1.json"));
    migrations.catchUp();
    assertThat(catalog(migrations).stage()).isEqualTo(Stage.SHADOW);
  }

  @Test
  void aBrokenEntryIsNotFollowed() throws IOException {
    Migrations migrations = create();
    Migrations other = Samples.migrations(store());
    Samples.move(other, new Move.Shadow());
    Path entry = folder.resolve("log/2.json");
    Files.writeString(entry, Files.readString(entry).replace("ada", "bob"));

    migrations.catchUp();

    assertThat(catalog(migrations).stage()).isEqualTo(Stage.PREPARED);
    assertThat(migrations.description()).contains("broken at entry 2");
    assertThat(migrations.isKnown()).isTrue();
    Migrations started = Samples.migrations(store());
    started.catchUp();
    assertThat(started.isKnown()).isFalse();
  }

  private static LoggedMove move(AuditEntry entry) throws IOException {
    return (LoggedMove) MigrationJson.readLogged(entry.text());
  }

  private Migrations create() {
    Migrations migrations = Samples.migrations(store());
    assertThat(migrations.create(Samples.draft("catalog", "/api/**"), Samples.ADA, "operator"))
        .isInstanceOf(Outcome.Done.class);
    return migrations;
  }

  private MigrationFolder store() {
    return new MigrationFolder(folder.resolve("log"));
  }

  private static Migrations withCopy(MigrationStore store, KeptText copy) {
    return new Migrations(
        store, copy, EvidenceSource.none(), (_, _) -> Optional.empty(), () -> Samples.NOW);
  }

  private static Migration catalogIn(Path folder) {
    Migrations reader = Samples.migrations(new MigrationFolder(folder));
    reader.catchUp();
    return catalog(reader);
  }

  private static Migration catalog(Migrations migrations) {
    return migrations.find("catalog").orElseThrow();
  }

  private static String refusal(Migrations migrations, String name, String pattern) {
    Outcome outcome = migrations.create(Samples.draft(name, pattern), Samples.ADA, Samples.ROLE);
    return Stream.of(outcome)
        .map(Outcome.Refused.class::cast)
        .map(Outcome.Refused::reason)
        .findFirst()
        .orElseThrow();
  }
}
