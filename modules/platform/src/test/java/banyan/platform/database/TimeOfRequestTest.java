package banyan.platform.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import banyan.wire.Deadline;
import banyan.wire.Failure;
import banyan.wire.Problems;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** What is left of a request's time bounds its transactions; the server's own limits do not. */
final class TimeOfRequestTest {
  private static final Duration NOT_YET = Duration.ofHours(1);
  private static final Duration SOON = Duration.ofMillis(300);

  @AutoClose private static final FreshDatabase FRESH = FreshDatabase.on(PostgresVersion.NEWEST);

  @AutoClose
  private static final Database DATABASE =
      FRESH.open(
          FRESH.address(),
          FreshDatabase.settings(Map.of(DatabaseSettings.STATEMENT_TIMEOUT, "1h")),
          "alpha");

  private final ContextDatabase alpha = DATABASE.of("alpha");

  @Test
  void refusesATransactionThatNobodyWaitsFor() {
    AtomicBoolean hasRun = new AtomicBoolean();
    Deadline passed = Deadline.in(Duration.ZERO);

    assertThatThrownBy(
            () ->
                passed.bound(
                    () ->
                        alpha.read(
                            "main",
                            handle -> {
                              hasRun.set(true);
                              return 1;
                            })))
        .isInstanceOfSatisfying(Failure.class, TimeOfRequestTest::assertOver);
    assertThat(hasRun).isFalse();
  }

  @Test
  void cancelsAStatementThatRunsWhenTheTimeIsOver() {
    Deadline deadline = Deadline.in(SOON);

    assertThatThrownBy(
            () ->
                deadline.bound(
                    () -> alpha.read("main", handle -> handle.execute("SELECT pg_sleep(600)"))))
        .isInstanceOfSatisfying(
            Failure.class,
            failure -> assertThat(failure.problem().type()).isEqualTo(Problems.UNAVAILABLE));
  }

  @Test
  void beginsNoStatementAfterItAndKeepsNothing() {
    Deadline deadline = Deadline.in(SOON);

    assertThatThrownBy(
            () ->
                deadline.bound(
                    () ->
                        alpha.write(
                            "late",
                            handle -> {
                              handle.execute("INSERT INTO notes (text) VALUES ('too late')");
                              FreshDatabase.await().until(deadline::hasPassed);
                              return handle.execute("SELECT 1");
                            })))
        .isInstanceOf(Failure.class);
    assertThat(alpha.<List<String>>read("late", DatabaseTest::texts)).isEmpty();
  }

  @Test
  void leavesWhatHasTimeAlone() {
    assertThat(
            Deadline.in(NOT_YET)
                .<Integer, RuntimeException>bound(() -> alpha.read("main", handle -> 7)))
        .isEqualTo(7);
  }

  @Test
  void shortensTheLimitsOfATransactionToWhatIsLeft() {
    Duration second = Duration.ofSeconds(1);
    TransactionLimits limits = new TransactionLimits(second.multipliedBy(15), second, NOT_YET);

    assertThat(limits.within(second.multipliedBy(5)))
        .isEqualTo(new TransactionLimits(second.multipliedBy(5), second, NOT_YET));
    assertThat(limits.within(Duration.ZERO).lock()).isEqualTo(Duration.ofMillis(1));
  }

  private static void assertOver(Failure failure) {
    assertThat(failure.problem().type()).isEqualTo(Problems.UNAVAILABLE);
    assertThat(failure.problem().detail()).contains("proxy.deadline");
    assertThat(failure.retryAfter()).isPositive();
  }
}
