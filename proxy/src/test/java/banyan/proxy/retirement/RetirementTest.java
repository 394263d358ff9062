package banyan.proxy.retirement;

import static org.assertj.core.api.Assertions.assertThat;

import banyan.proxy.migration.Automation;
import banyan.proxy.migration.Decision.Demand;
import banyan.proxy.migration.EvidenceSource.Finding;
import banyan.proxy.migration.IdentityChain;
import banyan.proxy.migration.Migration;
import banyan.proxy.migration.RoutePattern;
import banyan.proxy.migration.Salt;
import banyan.proxy.migration.Stage;
import banyan.proxy.migration.Terms;
import banyan.proxy.migration.Weight;
import banyan.proxy.publish.Reason;
import banyan.proxy.retirement.ReverseParity.Figures;
import banyan.wire.Failure;
import banyan.wire.Problem;
import banyan.wire.Problems;
import banyan.wire.Settings;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** When the old side may go, and what is told of it until then. */
final class RetirementTest {
  private static final Instant LIVE = Instant.parse("2026-11-01T10:00:00Z");
  private static final Duration WEEK = Duration.ofDays(7);
  private static final Settings SETTINGS =
      new Settings(Map.of("migration.quiet", WEEK, "migration.rollback.mismatch", 0.01));
  private static final Figures GREEN = new Figures(300, 0, LIVE);
  private static final Migration MIGRATION = at(Stage.LIVE, 7);

  @TempDir Path folder;
  private Instant now = LIVE;

  @Test
  void aWeekWithoutAHitAndAGreenReverseParityAreEvidence() {
    now = LIVE.plus(WEEK);
    assertThat(retirement(GREEN, hits()).find(MIGRATION, Demand.QUIET))
        .isInstanceOfSatisfying(
            Finding.Found.class,
            found -> {
              assertThat(found.evidence().kind()).isEqualTo("quiet time");
              assertThat(found.evidence().id())
                  .isEqualTo(
                      "7 d without a hit since 2026-11-01T10:00:00Z; going back is safe: yes since"
                          + " 2026-11-01T10:00:00Z: of 300 answers of the old side 0 differ");
            });
  }

  @Test
  void saysWhatIsMissing() {
    now = LIVE.plus(Duration.ofHours(5));
    OldSideHits hits = hits();
    assertThat(retirement(GREEN, hits).find(MIGRATION, Demand.QUIET))
        .isEqualTo(new Finding.Missing("it is live for 5 h, and 7 d are demanded"));
    hits.count(MIGRATION, "artefact", "GET /rows", "192.0.2.0/24");
    now = now.plus(Duration.ofDays(6));
    assertThat(retirement(new Figures(400, 3, LIVE), hits).find(MIGRATION, Demand.QUIET))
        .isEqualTo(
            new Finding.Missing(
                "the old side was asked 1 times, last 6 d ago (artefact, by GET /rows), and 7 d"
                    + " without a hit are demanded; going back is not known to be safe: of 400"
                    + " answers of the old side 3 differ, so up to 1.93% may; 1.00% is allowed"));
    now = now.plus(Duration.ofDays(1));
    assertThat(retirement(GREEN, hits).find(MIGRATION, Demand.QUIET))
        .isInstanceOf(Finding.Found.class);
  }

  @ParameterizedTest
  @CsvSource({"0, 0, false", "298, 0, false", "299, 0, true", "5000, 30, true", "5000, 45, false"})
  void goingBackIsSafeWhileTheBoundIsWithinTheMargin(
      long compared, long mismatched, boolean isSafe) {
    RollbackSafety safety =
        RollbackSafety.of(MIGRATION, new Figures(compared, mismatched, LIVE), 0.01);
    assertThat(safety instanceof RollbackSafety.Safe).isEqualTo(isSafe);
    assertThat(safety.words()).startsWith(isSafe ? "yes since 2026-11-01" : "no: ");
  }

  @Test
  void hitsOfAStoreThatIsAwayAreNoEvidenceAndNotForgotten() {
    now = LIVE.plus(WEEK);
    var store = new FaultyStore();
    var hits = new OldSideHits(store, clock());
    hits.count(MIGRATION, "forced", "GET /rows", "ada");
    assertThat(retirement(GREEN, hits).find(MIGRATION, Demand.QUIET))
        .isInstanceOfSatisfying(
            Finding.Missing.class,
            missing -> assertThat(missing.reason()).contains("cannot be read: away"));
    store.isAway = false;
    hits.exchange();
    hits.exchange();
    assertThat(hits.of(MIGRATION)).hasValueSatisfying(all -> assertThat(all.count()).isEqualTo(1));
  }

  @Test
  void hitsOutliveTheProcessAndAreThoseOfAllInstances() {
    try (OldSideHits one = hits();
        OldSideHits other = hits()) {
      one.count(MIGRATION, "forced", "GET /rows", "ada");
      one.exchange();
      now = now.plusSeconds(5);
      other.count(MIGRATION, "fallback", "GET /x", "2001:db8:0:0:0:0:0:0/48");
      other.count(at(Stage.RETIRED, 8), "artefact", "GET /y", "");
      other.exchange();
      one.exchange();
    }

    OldSideHits after = hits();
    after.exchange();
    assertThat(after.of(MIGRATION))
        .hasValue(new Hits(2, now, "fallback", "GET /x", "2001:db8:0:0:0:0:0:0/48"));
    OldSide old = retirement(GREEN, after).oldSide(at(Stage.RETIRED, 8)).orElseThrow();
    assertThat(old.hits()).isEqualTo(1);
    assertThat(old.rollback()).isEqualTo("no: the old side is closed for good");
    assertThat(retirement(GREEN, after).oldSide(at(Stage.CANARY, 6))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "192.0.2.77, 192.0.2.0/24",
    "2001:db8:1:2::3, 2001:db8:1:0:0:0:0:0/48",
    "'', ''",
    "example.org, ''",
    "::::, ''"
  })
  void anAddressIsToldAsItsNetwork(String address, String network) {
    assertThat(Network.of(address)).isEqualTo(network);
  }

  private Retirement retirement(Figures figures, OldSideHits hits) {
    return new Retirement(hits, _ -> figures, SETTINGS, clock());
  }

  private OldSideHits hits() {
    return new OldSideHits(new HitFile(folder.resolve("hits.json")), clock());
  }

  private InstantSource clock() {
    return () -> now;
  }

  private static Migration at(Stage stage, long revision) {
    return new Migration(
        "rows",
        List.of(RoutePattern.parse("/**")),
        "old",
        "new",
        IdentityChain.parse("address"),
        Salt.parse("000102030405060708090a0b0c0d0e0f"),
        stage,
        Weight.ALL,
        Automation.DEFAULT,
        Terms.NONE,
        revision,
        LIVE,
        LIVE,
        new Reason("ada", "a test"));
  }

  /** A store that cannot be reached, until it can. */
  private static final class FaultyStore implements HitStore {
    private boolean isAway = true;
    private Map<Period, Hits> kept = Map.of();

    @Override
    public Map<Period, Hits> read() {
      return kept;
    }

    @Override
    public void add(Map<Period, Hits> more) {
      if (isAway) {
        throw Failure.ours(Problem.of(Problems.UNAVAILABLE, "away"), null);
      }
      kept = more;
    }
  }
}
