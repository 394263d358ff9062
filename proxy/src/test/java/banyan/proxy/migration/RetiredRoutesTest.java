package banyan.proxy.migration;

import static org.assertj.core.api.Assertions.assertThat;

import banyan.proxy.migration.Migrations.Outcome;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Routes that were moved for good, and what may become of them. */
final class RetiredRoutesTest {
  private static final List<Move> WAY =
      List.of(
          new Move.Shadow(),
          new Move.Canary(Weight.parse("50")),
          new Move.Promote(),
          new Move.Retire());

  @TempDir Path folder;

  @Test
  void whatWasMovedForGoodIsMovedFromThere() {
    Migrations migrations = Samples.migrations(store());
    assertThat(retired(migrations, Samples.draft("catalog", "/api/**")))
        .isInstanceOf(Outcome.Done.class);

    assertThat(migrations.create(Samples.draft("again", "/api/**"), Samples.ADA, "operator"))
        .isInstanceOfSatisfying(
            Outcome.Refused.class,
            refused ->
                assertThat(refused.reason())
                    .contains("'catalog' has moved some of these routes to 'catalog' for good"));
  }

  @Test
  void whatWasBroughtBackForGoodCanMoveAgain() {
    AtomicLong moves = new AtomicLong();
    Migrations migrations =
        new Migrations(
            store(),
            null,
            EvidenceSource.none(),
            (_, _) -> Optional.empty(),
            () -> Samples.NOW.plusMillis(moves.incrementAndGet()));
    Migration.Draft out = Samples.draft("catalog", "/api/**");
    assertThat(retired(migrations, out)).isInstanceOf(Outcome.Done.class);
    Migration.Draft back =
        new Migration.Draft("back", out.routes(), out.to(), out.from(), out.identity());
    assertThat(retired(migrations, back)).isInstanceOf(Outcome.Done.class);

    Migration.Draft again =
        new Migration.Draft("again", out.routes(), out.from(), out.to(), out.identity());
    assertThat(retired(migrations, again)).isInstanceOf(Outcome.Done.class);
    Migration.Draft once =
        new Migration.Draft("once", out.routes(), out.from(), out.to(), out.identity());
    assertThat(migrations.create(once, Samples.ADA, "operator"))
        .isInstanceOfSatisfying(
            Outcome.Refused.class,
            refused -> assertThat(refused.reason()).contains("'again' has moved some of these"));
  }

  private static Outcome retired(Migrations migrations, Migration.Draft draft) {
    Outcome last = migrations.create(draft, Samples.ADA, "operator");
    for (Move move : WAY) {
      last = migrations.move(draft.name(), move, Samples.ADA, "operator", "a test", null);
    }
    return last;
  }

  private MigrationFolder store() {
    return new MigrationFolder(folder.resolve("log"));
  }
}
