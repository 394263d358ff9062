package banyan.proxy.shadow;

import static org.assertj.core.api.Assertions.assertThat;

import banyan.proxy.migration.Move;
import banyan.testing.ScriptedUpstream;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Copies where a processor is short, and where it is not any more. */
final class GiveWayTest {
  private static final long COPY_NANOS = 100_000;

  /** So that there is time for the floor alone. */
  private static final long LARGE_COPY_NANOS = 1_000_000_000;

  /** More than the floor lets through within any wait of a test. */
  private static final int MANY = 150;

  /** So that looks at answers are twice as many as the floor allows. */
  private static final int RATE = 2;

  /** More than are looked at in the time that they take. */
  private static final int FEW = 2;

  /** Far more than there is time for, however slowly requests come. */
  private static final long WORK_NANOS = 1_000_000;

  /** More than may be under way from before. */
  private static final int IN_A_ROW = 20;

  @TempDir Path folder;
  private final MadeUpProcessors processors = new MadeUpProcessors();
  private ShadowedShop shop;

  @BeforeEach
  void start() {
    shop =
        new ShadowedShop(
            folder,
            Map.of("shadow.processor", 0.01, "shadow.rate", 100_000, "shadow.concurrent", 1),
            processors);
    processors.copyNanos(() -> COPY_NANOS * shop.recorder.seen.size());
    shop.migrate("/old/**", "legacy", "fresh", new Move.Shadow());
  }

  @AfterEach
  void stop() throws Exception {
    shop.close();
  }

  @Test
  void whatCannotBeCopiedIsNotLookedAtEither() throws InterruptedException {
    shop.fresh(ScriptedUpstream.Conversation::awaitEnd);
    processors.load(1);
    shop.await(
        () -> {
          int seen = shop.recorder.seen.size();
          long busy = skipped(Skip.BUSY);
          for (int i = 0; i < IN_A_ROW; i++) {
            shop.get("/old/a");
          }
          return skipped(Skip.BUSY) - busy >= IN_A_ROW && shop.recorder.seen.size() == seen;
        });
  }

  @Test
  void copiesGiveWayWhileTheProcessorIsFullAndComeBackBehind() throws InterruptedException {
    processors.load(1);
    shop.await(
        () -> {
          assertThat(shop.get("/old/a").text()).isEqualTo("\"legacy\"");
          return shop.report().skipped().containsKey(Skip.PROCESSOR.word());
        });
    processors.load(0);
    shop.await(
        () -> {
          shop.get("/old/a");
          return shop.recorder.pairs.size() >= MANY;
        });
  }

  @Test
  void whatLocalCodeTakesForCopiesCounts() throws InterruptedException {
    processors.copyNanos(() -> 0);
    shop.migrate("/api/orders", "legacy", "local", new Move.Shadow());
    shop.workAtHome = GiveWayTest::calculate;
    processors.load(1);
    shop.await(
        () -> {
          shop.get("/api/orders");
          return skipped(Skip.PROCESSOR) > 0;
        });
  }

  /** Else what nobody wants would keep copies short of time when there is some again. */
  @Test
  void whatTheRateLeavesOutIsNotShed() throws Exception {
    shop.close();
    shop =
        new ShadowedShop(
            folder.resolve("rate"),
            Map.of("shadow.processor", 0.01, "shadow.rate", RATE),
            processors);
    shop.migrate("/old/**", "legacy", "fresh", new Move.Shadow());
    processors.copyNanos(() -> LARGE_COPY_NANOS * shop.recorder.seen.size());
    processors.load(1);
    shop.await(
        () -> {
          shop.get("/old/a");
          return skipped(Skip.PROCESSOR) > 0;
        });
    for (int i = 0; i < MANY; i++) {
      // What was saved up of either rate is spent.
      shop.get("/old/a");
    }
    shop.await(
        () -> {
          long rate = skipped(Skip.RATE);
          for (int i = 0; i < FEW; i++) {
            shop.get("/old/a");
          }
          return skipped(Skip.RATE) - rate == FEW;
        });
  }

  /** Keeps a processor busy, for as long as it tells of the thread. */
  private static void calculate() {
    Processors own = Processors.own();
    long before = own.nanos(Thread.currentThread());
    while (before >= 0 && own.nanos(Thread.currentThread()) - before < WORK_NANOS) {
      Thread.onSpinWait();
    }
  }

  private long skipped(Skip why) {
    return shop.report().skipped().getOrDefault(why.word(), 0L);
  }
}
