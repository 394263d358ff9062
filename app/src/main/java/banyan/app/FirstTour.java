package banyan.app;

import banyan.platform.ContextModule;
import banyan.platform.Ground;
import banyan.platform.database.Database;
import banyan.proxy.admin.ReadinessCheck;
import banyan.wire.Settings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;

/**
 * The data that greets a newcomer: each context fills its empty tables once they are there. The
 * process is not ready before. Confined to the start but for {@link #check}, which any thread may
 * run.
 */
final class FirstTour {
  private final List<CompletableFuture<Void>> filled = new ArrayList<>();

  /** Fills the contexts that want data to be shown, where the settings ask for it. */
  void fillWhenWanted(Settings settings, Map<ContextModule, Ground> grounds, Database database) {
    boolean isWanted =
        switch (settings.get(AppSettings.DEMO_DATA)) {
          case ALWAYS -> true;
          case NEVER -> false;
          case WHEN_EMBEDDED_AND_EMPTY -> DatabaseServer.isOwn(settings);
        };
    if (isWanted) {
      grounds.forEach((context, ground) -> fill(context, ground, database));
    }
  }

  /** Fills the context as soon as its database is ready. */
  private void fill(ContextModule context, Ground ground, Database database) {
    CompletableFuture<Void> done = new CompletableFuture<>();
    filled.add(done);
    database.whenReady(
        context.name(),
        () -> {
          try {
            context.addDemoData(ground);
          } finally {
            // Whether it worked is in the log; a shop without examples is still a shop.
            done.complete(null);
          }
        });
  }

  ReadinessCheck check() {
    return new ReadinessCheck(
        "demo-data",
        () -> {
          boolean isDone = all().isDone();
          return new ReadinessCheck.State(isDone, isDone ? "nothing to add" : "being added");
        });
  }

  /** Waits until every context is filled, but no longer than {@code limit}. */
  void await(Duration limit) {
    try {
      all().completeOnTimeout(null, limit.toMillis(), TimeUnit.MILLISECONDS).join();
    } catch (CompletionException e) {
      throw new IllegalStateException("a future that cannot fail has failed", e);
    }
  }

  private CompletableFuture<Void> all() {
    return CompletableFuture.allOf(filled.toArray(CompletableFuture[]::new));
  }
}
