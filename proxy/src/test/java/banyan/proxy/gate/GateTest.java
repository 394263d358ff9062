package banyan.proxy.gate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GateTest {
  @Test
  void holdsWithoutAnyAnswer() {
    Verdict verdict = new Gate(Margins.DEFAULT).verdict(0);

    assertThat(verdict.decision()).isEqualTo(Decision.INCONCLUSIVE);
    assertThat(verdict.sentence())
        .startsWith("Hold; missing: ")
        .contains("0 of 10 users of the candidate", "0 s of 600 s", "both sides were asked");
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.1, 0.5, 0.9})
  void promotesAHealthyCandidate(double share) {
    Verdict verdict = new Series(1).share(share).seconds(7_200).verdict();

    assertThat(verdict.decision()).as(verdict.sentence()).isEqualTo(Decision.PROMOTE);
    assertThat(verdict.missing()).isEmpty();
    assertThat(verdict.ratio().low()).isLessThanOrEqualTo(1);
    assertThat(verdict.ratio().high()).isGreaterThanOrEqualTo(1);
  }

  @Test
  void promotesABetterCandidate() {
    Verdict verdict = new Series(2).errors(0.02, 0.001).candidateSlower(0.7).verdict();

    assertThat(verdict.decision()).as(verdict.sentence()).isEqualTo(Decision.PROMOTE);
  }

  @ParameterizedTest
  @CsvSource({"0.1, 200", "0.5, 200", "0.9, 200", "0.5, 12"})
  void rollsBackThreefoldErrors(double share, int users) {
    Verdict verdict = new Series(3).share(share).users(users).errors(0.01, 0.03).verdict();

    assertThat(verdict.decision()).as(verdict.sentence()).isEqualTo(Decision.ROLLBACK);
    assertThat(verdict.harmMillis()).isBetween(1_000L, 3_600_000L);
    assertThat(verdict.sentence()).contains("errors").contains("of the baseline");
  }

  /** Its process is cold for half a minute, and as quick as the other one from then on. */
  @Test
  void rollsBackNothingForAColdStart() {
    Gate gate = new Gate(Margins.DEFAULT);
    long started = new Series(12).rate(80).seconds(30).candidateSlower(3).into(gate, 0);
    long end = new Series(13).rate(80).seconds(1_200).into(gate, started);

    assertThat(gate.isHarmful()).isFalse();
    assertThat(gate.verdict(end).latency().getFirst().score()).isPositive();
  }

  /**
   * Both sides pause for two seconds now and then, each when it likes: now one has more of them.
   */
  @Test
  void rollsBackNothingForPausesThatBothSidesHave() {
    Gate gate = new Gate(Margins.DEFAULT);
    long now = 0;
    for (int second = 0; second < 1_200; second += 2) {
      boolean isPause = second % 100 == 50;
      now =
          new Series(second)
              .rate(80)
              .seconds(2)
              .candidateSlower(isPause ? (second % 400 == 50 ? 0.02 : 50) : 1)
              .into(gate, now);
    }

    assertThat(gate.isHarmful()).isFalse();
  }

  @Test
  void rollsBackErrorsOfOneKindThatFewerOfAnotherHide() {
    Verdict verdict =
        new Series(4).errors(0.01, 0.01).candidateFailsWith(Outcome.TIMEOUT).verdict();

    assertThat(verdict.decision()).isEqualTo(Decision.ROLLBACK);
    assertThat(verdict.sentence()).contains("(timeout)");
  }

  @Test
  void countsNoRejectionAsAnError() {
    Verdict verdict =
        new Series(5)
            .errors(0.001, 0.2)
            .candidateFailsWith(Outcome.REJECTED)
            .seconds(7_200)
            .verdict();

    assertThat(verdict.decision()).isNotEqualTo(Decision.ROLLBACK);
    assertThat(verdict.errors().getFirst().toClients()).isZero();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void rollsBackNothingForTheErrorsOfFewClients(int clients) {
    Gate gate = new Gate(Margins.DEFAULT);
    SplittableRandom random = new SplittableRandom(6);
    // For eight hours, each of these clients fails all the time.
    for (int second = 0; second < 28_800; second++) {
      long millis = second * 1000L;
      gate.add(millis, Side.FROM, random.nextInt(100), Outcome.OK, 20);
      gate.add(millis, Side.TO, 1_000 + random.nextInt(100), Outcome.OK, 20);
      gate.add(millis, Side.TO, 5_000 + second % clients, Outcome.SERVER_ERROR, 20);
      if (second % 3_600 == 0) {
        gate.add(millis, Side.FROM, random.nextInt(100), Outcome.SERVER_ERROR, 20);
        gate.add(millis, Side.TO, 1_000 + random.nextInt(100), Outcome.SERVER_ERROR, 20);
      }
    }

    assertThat(gate.isHarmful()).as(gate.verdict(0).sentence()).isFalse();
  }

  @ParameterizedTest
  @CsvSource({"2, 0.5, p50", "2, 0.1, p50", "1.4, 0.5, p50"})
  void rollsBackLongerLatency(double times, double share, String quantile) {
    Verdict verdict = new Series(7).share(share).candidateSlower(times).verdict();

    assertThat(verdict.decision()).as(verdict.sentence()).isEqualTo(Decision.ROLLBACK);
    assertThat(verdict.sentence()).contains(quantile).contains("tolerated");
  }

  /** Several gates share the level of one, so that each needs as much more evidence. */
  @ParameterizedTest
  @CsvSource({"1, true", "8, false"})
  void asksForMoreEvidenceWhereSeveralMayRollBack(int instances, boolean isHarmful) {
    Gate gate = new Gate(Margins.DEFAULT, instances);
    // Evidence of 4,100 to one; at this level a gate alone asks for 2,000, and one of 8 for 16,000.
    gate.compared(5_000, 18);

    assertThat(gate.isHarmful()).as(gate.verdict(0).sentence()).isEqualTo(isHarmful);
  }

  @Test
  void rollsBackLatenciesThatAreAlwaysTheSameAndLonger() {
    Gate gate = new Gate(Margins.DEFAULT);
    for (int i = 0; i < 4_000; i++) {
      Side side = i % 2 == 0 ? Side.FROM : Side.TO;
      gate.add(i * 100L, side, i % 20, Outcome.OK, side == Side.TO ? 100 : 50);
    }

    assertThat(gate.isHarmful()).isTrue();
  }

  @Test
  void toleratesLongerLatencyBelowTheFloor() {
    Gate gate = new Gate(Margins.DEFAULT);
    for (int i = 0; i < 40_000; i++) {
      Side side = i % 2 == 0 ? Side.FROM : Side.TO;
      gate.add(i * 100L, side, i % 50, Outcome.OK, side == Side.TO ? 4 : 2);
    }

    assertThat(gate.verdict(4_000_000).decision()).isEqualTo(Decision.PROMOTE);
  }

  @Test
  void blamesNoCandidateForABusyHourInWhichItGotMore() {
    Gate gate = new Gate(Margins.DEFAULT);
    long now = new Series(8).share(0.02).errors(0.002, 0.002).into(gate, 0);
    // Errors tenfold and answers slower, for both sides, when the weight is raised.
    now = new Series(9).share(0.5).errors(0.02, 0.02).candidateSlower(1).into(gate, now);
    Verdict verdict = gate.verdict(now);

    assertThat(verdict.decision()).as(verdict.sentence()).isNotEqualTo(Decision.ROLLBACK);
  }

  @Test
  void keepsItsEvidenceWhenTheWeightChangesButCountsUsersAndTimeAnew() {
    Gate gate = new Gate(Margins.DEFAULT);
    long now = new Series(10).share(0.1).seconds(7_200).into(gate, 0);
    gate.beginPeriod(now);
    Verdict verdict = gate.verdict(now);

    assertThat(verdict.decision()).isEqualTo(Decision.INCONCLUSIVE);
    assertThat(verdict.missing())
        .containsExactly(
            "0 of 10 users of the baseline",
            "0 of 10 users of the candidate",
            "0 s of 600 s at this weight");
  }

  @Test
  void staysWithHarmThatWasShownOnce() {
    Gate gate = new Gate(Margins.DEFAULT);
    long now = new Series(11).errors(0.01, 0.1).seconds(600).into(gate, 0);
    now = new Series(12).errors(0.01, 0).seconds(7_200).into(gate, now);

    assertThat(gate.verdict(now).decision()).isEqualTo(Decision.ROLLBACK);
    assertThat(gate.verdict(now).harmMillis()).isLessThan(600_000);
  }

  @Test
  void rollsBackWhenComparedAnswersDiffer() {
    Gate gate = new Gate(Margins.DEFAULT);
    gate.compared(1_000, 20);

    assertThat(gate.verdict(0).sentence()).contains("20 of 1000 compared answers differ");
    assertThat(gate.isHarmful()).isTrue();
  }

  @Test
  void holdsUntilEnoughAnswersAreCompared() {
    Gate gate = new Gate(Margins.DEFAULT);
    long now = new Series(13).seconds(7_200).into(gate, 0);
    gate.compared(500, 0);

    assertThat(gate.verdict(now).missing())
        .singleElement()
        .asString()
        .contains("0 of 500 differ, which allows up to 0.597 %");
    gate.compared(2_500, 0);
    assertThat(gate.verdict(now).decision()).isEqualTo(Decision.PROMOTE);
  }

  @Test
  void holdsWithOneSideAlone() {
    Verdict verdict = new Series(14).share(1).errors(0, 0.5).verdict();

    assertThat(verdict.decision()).isEqualTo(Decision.INCONCLUSIVE);
    assertThat(verdict.sentence()).contains("0 of 10 users of the baseline");
  }

  @Test
  void givesTheSameVerdictHoweverOftenItIsAsked() {
    for (int seed = 0; seed < 8; seed++) {
      Verdict asked = verdictOf(seed, 5);
      Verdict left = verdictOf(seed, 1_000_000);

      assertThat(asked.decision()).as("seed " + seed).isEqualTo(left.decision());
      assertThat(asked.sentence()).isEqualTo(left.sentence());
      assertThat(asked.harmMillis()).isEqualTo(left.harmMillis());
    }
  }

  /** Half of them harmful, asked after each {@code every} answers. */
  private static Verdict verdictOf(int seed, int every) {
    Gate gate = new Gate(Margins.DEFAULT);
    SplittableRandom random = new SplittableRandom(seed);
    double harm = seed % 2 == 0 ? 1 : 4;
    for (int i = 0; i < 2_000; i++) {
      boolean isTo = random.nextBoolean();
      boolean isError = random.nextDouble() < (isTo ? 0.02 * harm : 0.02);
      gate.add(
          i * 200L,
          isTo ? Side.TO : Side.FROM,
          random.nextInt(300),
          isError ? Outcome.SERVER_ERROR : Outcome.OK,
          random.nextInt(100));
      if (i % every == 0) {
        assertThat(gate.verdict(i * 200L).sentence()).isNotEmpty();
      }
    }
    return gate.verdict(400_000);
  }
}
