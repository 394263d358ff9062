package banyan.proxy.shadow;

import static org.assertj.core.api.Assertions.assertThat;

import banyan.proxy.migration.Move;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How long a copy keeps its place. */
final class CopyPlacesTest {
  @TempDir static Path folder;
  private static ShadowedShop shop;

  @BeforeAll
  static void start() {
    shop =
        new ShadowedShop(
            folder,
            Map.of(
                "shadow.timeout",
                Duration.ofMillis(400),
                "shadow.rate",
                100_000,
                "shadow.concurrent",
                1,
                "shadow.local.concurrent",
                1));
  }

  @AfterAll
  static void stop() throws Exception {
    shop.close();
  }

  @Test
  void localCodeThatGoesOnBehindTheTimeOfItsCopyKeepsThePlace() throws InterruptedException {
    shop.migrate("/api/orders", "legacy", "local", new Move.Shadow());
    var allowed = new Semaphore(0);
    shop.workAtHome = allowed::acquireUninterruptibly;
    shop.await(
        () -> {
          shop.get("/api/orders");
          return !shop.atHome.isEmpty() && !shop.recorder.pairs.isEmpty();
        });
    assertThat(shop.pair().pair().to().status()).isEqualTo(504);
    shop.await(() -> shop.buffers().held() == 0);
    long busy = busy();
    shop.await(
        () -> {
          shop.get("/api/orders");
          return busy() > busy;
        });
    assertThat(shop.atHome).as("code at work").hasSize(1);

    shop.workAtHome = () -> {};
    allowed.release();
    awaitPair("/api/orders");
  }

  @Test
  void aCopyThatCannotBeSentGivesEverythingBack() throws InterruptedException {
    shop.migrate("/old/**", "legacy", "fresh", new Move.Shadow());
    shop.clock =
        () -> {
          throw new IllegalStateException("no time");
        };
    shop.get("/old/a");
    shop.await(() -> shop.report().copies().containsKey("forward"));
    assertThat(shop.report().copies()).isEqualTo(Map.of("forward", Map.of("prevented", 1L)));
    shop.await(() -> shop.buffers().held() == 0);

    shop.migrate("/old/**", "legacy", "fresh", new Move.Shadow());
    awaitPair("/old/a");
  }

  private static long busy() {
    return shop.report().skipped().getOrDefault(Skip.BUSY.word(), 0L);
  }

  private static void awaitPair(String path) throws InterruptedException {
    shop.await(
        () -> {
          shop.get(path);
          return shop.recorder.pairs.stream().anyMatch(pair -> pair.pair().to().status() == 200);
        });
    // The next test must not meet what is still under way.
    shop.await(() -> shop.buffers().held() == 0);
  }
}
