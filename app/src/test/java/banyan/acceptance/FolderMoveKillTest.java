package banyan.acceptance;

import static banyan.testing.TestSize.DEFAULT;
import static org.assertj.core.api.Assertions.assertThat;

import banyan.testing.FromSize;
import banyan.testing.ScriptedUpstream;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * {@code kill -9} in the middle of the moves of a proxy that runs alone. Nothing holds a process at
 * a write to a folder, so the test watches the folder and strikes when it sees how far the move is;
 * one that was faster than the strike has been made. It prints what it struck.
 */
@FromSize(DEFAULT)
final class FolderMoveKillTest {
  private static final int KILLS = MovedStep.values().length * Seen.values().length;
  private static final String SIDES = "\"from\": \"legacy\", \"to\": \"fresh\"";
  private static final long LOOK_NANOS_MAX = 30_000_000_000L;

  /** What the test waits for before it strikes; each has a migration of its own. */
  private enum Seen {
    /** The entry is being written, under another name. */
    BEGUN,
    /** The entry is there. */
    WRITTEN,
    /** The client has its answer. */
    ANSWERED;

    String migration() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  @Test
  void aMoveIsMadeOrIsNotWhereverTheProcessDies() throws Exception {
    Path folder = Folders.make();
    try (ScriptedUpstream legacy = ScriptedUpstream.answering(ok("legacy"));
        ScriptedUpstream fresh = ScriptedUpstream.answering(ok("fresh"))) {
      Path routes = routes(folder, legacy, fresh);
      BanyanProcess proxy = start(folder, routes);
      try {
        for (int kill = 0; kill < KILLS; kill++) {
          MovedStep step = MovedStep.values()[kill / Seen.values().length];
          Seen seen = Seen.values()[kill % Seen.values().length];
          strike(proxy, folder, step, seen);
          proxy = start(folder, routes);
          Operator operator = new Operator(proxy, SIDES);
          boolean isMade = isMade(operator, step, seen);
          System.out.println(step + " " + seen + (isMade ? ": made" : ": not made"));
          if (!isMade) {
            operator.move(seen.migration(), step);
          }
          assertWhole(operator, kill + 1L);
          assertThat(new Client(proxy.url()).get("/" + seen.migration() + "/7").body())
              .isIn(answers(step));
        }
      } finally {
        proxy.close();
      }
    } finally {
      Folders.remove(folder);
    }
  }

  /** The revision is the one before or the one after; that which was seen is not lost. */
  private static boolean isMade(Operator operator, MovedStep step, Seen seen) throws Exception {
    JsonNode migration = operator.shown(seen.migration()).path("migration");
    long revision = migration.path("revision").asLong();
    assertThat(revision)
        .as("%s %s", step, seen)
        .isBetween(seen == Seen.BEGUN ? step.revision() - 1 : step.revision(), step.revision());
    if (revision > 0) {
      assertThat(migration.path("standing").asText())
          .isEqualTo(MovedStep.values()[(int) revision - 1].standing());
    }
    return revision == step.revision();
  }

  private static void assertWhole(Operator operator, long entries) throws Exception {
    JsonNode audit = operator.audit();
    assertThat(audit.path("isWhole").asBoolean()).as(audit.toString()).isTrue();
    assertThat(audit.path("entries").asLong()).isEqualTo(entries);
  }

  private static Path routes(Path folder, ScriptedUpstream legacy, ScriptedUpstream fresh)
      throws IOException {
    return Files.writeString(
        folder.resolve("routes.yaml"),
        """
        upstreams:
          legacy: {endpoints: ["%s"]}
          fresh: {endpoints: ["%s"]}
        routes:
          - {match: {path: "/**"}, to: legacy}
        """
            .formatted(legacy.origin(), fresh.origin()));
  }

  private static String ok(String body) {
    return "HTTP/1.1 200 OK\r\nContent-Length: " + body.length() + "\r\n\r\n" + body;
  }

  private static BanyanProcess start(Path folder, Path routes) throws IOException {
    return BanyanProcess.proxy(folder.resolve("var"), "--routes", routes.toString());
  }

  private static void strike(BanyanProcess proxy, Path folder, MovedStep step, Seen seen)
      throws Exception {
    Operator operator = new Operator(proxy, SIDES);
    try (ExecutorService asking = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<?> asked = asking.submit(() -> operator.ask(seen.migration(), step));
      // The entries of the log are those of all rounds before.
      long number = step.ordinal() * (long) Seen.values().length + seen.ordinal() + 1;
      long end = System.nanoTime() + LOOK_NANOS_MAX;
      while (!isReached(folder, number, seen, asked)) {
        assertThat(System.nanoTime()).as("%s is not %s", step, seen).isLessThan(end);
        Thread.onSpinWait();
      }
      proxy.kill();
    }
  }

  /** What was passed since the last look counts as reached. */
  private static boolean isReached(Path folder, long number, Seen seen, Future<?> asked) {
    if (asked.isDone() || seen == Seen.ANSWERED) {
      return asked.isDone();
    }
    String entry = number + ".json";
    return names(folder.resolve("var/migrations")).stream()
        .anyMatch(
            name -> name.equals(entry) || (seen == Seen.BEGUN && name.startsWith("." + entry)));
  }

  private static List<String> names(Path folder) {
    if (Files.notExists(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.walk(folder)) {
      return files.map(file -> file.getFileName().toString()).toList();
    } catch (IOException | UncheckedIOException e) {
      // A file went away under the look.
      return List.of();
    }
  }

  private static List<String> answers(MovedStep last) {
    return switch (last) {
      case CREATE, SHADOW, ROLLBACK -> List.of("legacy");
      case CANARY, MORE -> List.of("legacy", "fresh");
      case PROMOTE, RETIRE -> List.of("fresh");
    };
  }
}
