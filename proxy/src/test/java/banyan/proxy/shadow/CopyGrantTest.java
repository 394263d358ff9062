package banyan.proxy.shadow;

import static org.assertj.core.api.Assertions.assertThat;

import banyan.testing.TestSize;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/**
 * How many copies processors have time for, in made-up processes that are looked at each second.
 */
final class CopyGrantTest {
  private static final long SECOND = 1_000_000_000;
  private static final long MILLI = 1_000_000;
  private static final double SHARE = 0.1;

  /** Looks until the grant has followed what changed. */
  private static final int SETTLED = 3;

  @Test
  void nothingIsShortWhereProcessorsAreIdle() {
    assertThat(CopyGrant.ALL.next(signs(0.74, 500 * MILLI, 1_000, 0), SHARE).isLimited()).isFalse();
  }

  @Test
  void fullProcessorsLeaveCopiesTheirShare() {
    CopyGrant grant = CopyGrant.ALL;
    for (int i = 0; i < SETTLED; i++) {
      grant = grant.next(signs(1, 100 * MILLI, 100, 900), SHARE);
    }
    assertThat(grant.perSecond()).isEqualTo(100);
  }

  @Test
  void busyProcessorsLeaveCopiesWhatNobodyElseTakes() {
    CopyGrant grant = CopyGrant.ALL.next(signs(0.8, 300 * MILLI, 300, 0), SHARE);
    assertThat(grant.perSecond()).isBetween(199.0, 201.0);
  }

  @Test
  void whoeverIsLateHasFullProcessors() {
    CopyGrant grant =
        CopyGrant.ALL.next(new CopySigns(SECOND, 1, 0.2, true, 100 * MILLI, 1_000, 0), SHARE);
    assertThat(grant.perSecond()).isEqualTo(1_000);
  }

  @Test
  void whatIsShortBeforeAnyCopyWasMadeLimitsNone() {
    assertThat(CopyGrant.ALL.next(signs(1, 0, 0, 0), SHARE).isLimited()).isFalse();
  }

  @Test
  void aBurstIsPaidForWithinTwoLooks() {
    CopyGrant grant = CopyGrant.ALL.next(signs(1, SECOND, 1_000, 0), SHARE);
    assertThat(grant.perSecond()).isEqualTo(CopyGrant.FLOOR);
    grant = grant.next(signs(1, MILLI, 1, 999), SHARE);
    grant = grant.next(signs(1, MILLI, 1, 999), SHARE);
    assertThat(grant.perSecond()).isGreaterThan(90);
  }

  @Test
  void evidenceComesAndNobodyIsRobbed() {
    int processes = TestSize.pick("made-up processes", 50, 500, 20_000);
    for (int seed = 0; seed < processes; seed++) {
      Process process = new Process(new SplittableRandom(seed));
      process.run(10, 0.2);
      assertThat(process.grant.isLimited()).as("seed %s, idle", seed).isFalse();

      process.run(SETTLED, 1);
      double before = process.copyNanos;
      int looks = 60;
      process.run(looks, 1);
      double taken = (process.copyNanos - before) / looks / SECOND / process.count;
      double floor = CopyGrant.FLOOR * process.costNanos * 1.5 / SECOND / process.count;
      assertThat(taken).as("seed %s, full", seed).isLessThan(Math.max(SHARE * 1.1, floor));

      process.run(SETTLED, 0.2);
      assertThat(process.grant.isLimited()).as("seed %s, idle again", seed).isFalse();
    }
  }

  private static CopySigns signs(double busy, long copyNanos, long copied, long shed) {
    return new CopySigns(SECOND, 1, busy, false, copyNanos, copied, shed);
  }

  /** A process whose copies cost each about as much, and are all wanted. */
  private static final class Process {
    final SplittableRandom random;
    final int count;
    final double costNanos;
    final double wanted;
    CopyGrant grant = CopyGrant.ALL;
    double copyNanos;

    Process(SplittableRandom random) {
      this.random = random;
      this.count = random.nextInt(1, 9);
      this.costNanos = Math.exp(random.nextDouble(Math.log(20_000), Math.log(200 * MILLI)));
      // Where nothing else is done, a third of the processors would be enough for all of them.
      this.wanted = Math.max(1, random.nextDouble() * count * SECOND / 3 / costNanos);
    }

    void run(int looks, double clients) {
      for (int i = 0; i < looks; i++) {
        long copied = Math.round(Math.min(wanted, grant.perSecond()));
        double taken = copied * costNanos * random.nextDouble(0.5, 1.5);
        copyNanos += taken;
        double busy = Math.min(1, clients + taken / SECOND / count);
        grant =
            grant.next(
                new CopySigns(
                    SECOND,
                    count,
                    busy,
                    false,
                    (long) taken,
                    copied,
                    Math.max(0, Math.round(wanted) - copied)),
                SHARE);
        assertThat(grant.perSecond()).isGreaterThanOrEqualTo(CopyGrant.FLOOR);
      }
    }
  }
}
