package banyan.proxy.shadow;

import static org.assertj.core.api.Assertions.assertThat;

import banyan.proxy.migration.Move;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Who stands back for whom, as the system tells of it (proc(5)). */
@EnabledOnOs(OS.LINUX)
final class NicenessTest {
  private static final Path PROC = Path.of("/proc");

  /** Of the fields of {@code stat} behind the name. */
  private static final int NICENESS = 16;

  @TempDir Path folder;

  @Test
  void aThreadStandsBackAloneAndForGood() throws InterruptedException {
    var niceness = new AtomicInteger();
    Thread.ofPlatform()
        .start(
            () -> {
              var own = new Niceness();
              own.standBack();
              own.standBack();
              niceness.set(own().niceness);
            })
        .join();
    assertThat(niceness).hasValue(Niceness.OF_COPIES);
    assertThat(own().niceness).isZero();
  }

  @Test
  void thoseWhoSendCopiesStandBackAndNobodyElse() throws Exception {
    try (ShadowedShop shop = new ShadowedShop(folder, Map.of())) {
      shop.migrate("/api/orders", "legacy", "local", new Move.Shadow());
      Queue<Integer> atHome = new ConcurrentLinkedQueue<>();
      shop.workAtHome = () -> atHome.add(own().niceness);
      shop.await(
          () -> {
            shop.get("/api/orders");
            return !shop.recorder.pairs.isEmpty();
          });
      assertThat(atHome).as("it may hold what clients wait for").containsOnly(0);
      assertThat(all())
          .anyMatch(task -> task.name.equals("shadow") && task.niceness == Niceness.OF_COPIES)
          .anyMatch(task -> task.name.matches("shadow-\\d+") && task.niceness > 0)
          .allMatch(
              task ->
                  task.niceness == 0 || task.name.matches("shadow|shadow-\\d+|shadow-schedule"));
    }
  }

  private static Task own() {
    return task(PROC.resolve("thread-self"));
  }

  private static List<Task> all() {
    try (Stream<Path> tasks = Files.list(PROC.resolve("self/task"))) {
      List<Task> known = new ArrayList<>();
      for (Path task : tasks.toList()) {
        if (Files.exists(task)) {
          known.add(task(task));
        }
      }
      return known;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Task task(Path folder) {
    try {
      String stat = Files.readString(folder.resolve("stat"));
      int end = stat.lastIndexOf(')');
      String[] fields = stat.substring(end + 2).split(" ");
      return new Task(
          stat.substring(stat.indexOf('(') + 1, end), Integer.parseInt(fields[NICENESS]));
    } catch (NoSuchFileException e) {
      return new Task("gone", 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * A thread, as the system knows it.
   *
   * @param name its first 15 letters
   */
  private record Task(String name, int niceness) {}
}
