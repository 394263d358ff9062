package banyan.acceptance;

import static banyan.testing.TestSize.DEFAULT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import banyan.platform.database.DatabaseAddress;
import banyan.platform.database.embedded.EmbeddedServer;
import banyan.testing.FromSize;
import banyan.testing.ReadyCluster;
import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/**
 * {@code kill -9} at every point of every move, of a monolith that shares its database with another
 * one. Locks that the test takes in the database hold the move where it is; nothing in the product
 * knows of it. What is to be seen afterwards is the state before the move or the one after it,
 * alike by the survivor and by the one that is started anew.
 */
@FromSize(DEFAULT)
final class MoveKillTest {
  private static final Duration SEEN_MAX = Duration.ofSeconds(30);
  private static final Duration POLL = Duration.ofMillis(10);
  private static final String SIDES = "\"from\": \"legacy\", \"to\": \"fresh\"";

  /** Nobody asks for what moves: a move is a matter between the process and its database. */
  private static final String ROUTES =
      """
      upstreams:
        legacy: {endpoints: ["http://127.0.0.1:9"]}
        fresh: {endpoints: ["http://127.0.0.1:9"]}
      routes:
        - {match: {path: "/cut/**"}, to: legacy}
        - {match: {path: "/answered/**"}, to: legacy}
      """;

  /** Its moves are cut off; {@code ANSWERED} makes each move just before. */
  private static final String CUT = "cut";

  private static final String ANSWERED = "answered";

  @Test
  void aMoveIsMadeOrIsNotWhereverTheProcessDies() throws Exception {
    Path folder = Folders.make();
    Folders.publish(folder.resolve("routes.yaml"), ROUTES);
    try (EmbeddedServer server = ReadyCluster.start(folder.resolve("server"));
        BanyanProcess survivor = start(folder.resolve("survivor"), server.address());
        Connection administrator = Hold.administrator(server.address())) {
      administrator.createStatement().execute(MoveKillPoint.GATES);
      BanyanProcess victim = start(folder.resolve("victim"), server.address());
      try {
        for (MovedStep step : MovedStep.values()) {
          new Operator(victim, SIDES).move(ANSWERED, step);
          for (MoveKillPoint point : MoveKillPoint.values()) {
            kill(victim, step, point, server.address());
            awaitNobodyMoves(administrator);
            Operator other = new Operator(survivor, SIDES);
            long due = step.revision() - (point.isMade() ? 0 : 1);
            assertStands(other, CUT, due);
            assertStands(other, ANSWERED, step.revision());
            victim = start(folder.resolve("victim"), server.address());
            assertSame(other, new Operator(victim, SIDES));
          }
        }
      } finally {
        victim.close();
      }
    } finally {
      Folders.remove(folder);
    }
  }

  /** The process is dead afterwards, and its client has no answer. */
  private static void kill(
      BanyanProcess victim, MovedStep step, MoveKillPoint point, DatabaseAddress address)
      throws Exception {
    Operator operator = new Operator(victim, SIDES);
    try (Hold hold = Hold.of(address, point.hold());
        ExecutorService waiting = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<HttpResponse<String>> asked = waiting.submit(() -> operator.ask(CUT, step));
      await(step + " " + point)
          .atMost(SEEN_MAX)
          .pollInterval(POLL)
          .until(
              () -> {
                if (asked.isDone()) {
                  throw new AssertionError(point + " was passed: " + asked.get().body());
                }
                return hold.hasVictim();
              });
      victim.kill();
      assertThat(asked).as("%s %s", step, point).failsWithin(SEEN_MAX);
    }
  }

  private static void awaitNobodyMoves(Connection administrator) {
    await()
        .atMost(SEEN_MAX)
        .pollInterval(POLL)
        .until(() -> !isTrue(administrator, MoveKillPoint.UNDER_WAY));
  }

  private static boolean isTrue(Connection connection, String query) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(query)) {
      row.next();
      return row.getBoolean(1);
    }
  }

  /** Who was told of nothing looks for itself: soon, and not at once. */
  private static void assertStands(Operator operator, String migration, long revision) {
    await()
        .atMost(SEEN_MAX)
        .pollInterval(POLL)
        .untilAsserted(() -> assertThat(operator.revision(migration)).isEqualTo(revision));
  }

  private static void assertSame(Operator survivor, Operator started) throws Exception {
    for (String migration : List.of(CUT, ANSWERED)) {
      JsonNode here = started.shown(migration);
      assertThat(here).isEqualTo(survivor.shown(migration));
      long revision = here.at("/migration/revision").asLong();
      if (revision > 0) {
        assertThat(here.at("/migration/standing").asText())
            .isEqualTo(MovedStep.values()[(int) revision - 1].standing());
      }
    }
    JsonNode audit = started.audit();
    assertThat(audit.path("isWhole").asBoolean()).as(audit.toString()).isTrue();
    assertThat(audit).isEqualTo(survivor.audit());
  }

  private static BanyanProcess start(Path data, DatabaseAddress address) throws Exception {
    String url =
        "postgres://%s:%s@%s:%d/%s"
            .formatted(
                address.user(),
                address.password(),
                address.host(),
                address.port(),
                address.database());
    // The patience is longer than a kill takes: nothing else may end what is held.
    return BanyanProcess.serve(
            "up",
            Files.createDirectories(data),
            Map.of(
                "BANYAN_DATABASE_URL",
                url,
                "BANYAN_SECRET",
                "a secret of tests that guards nothing"),
            "--routes=" + data.resolveSibling("routes.yaml"),
            "--demo-data=false",
            "--database.lock-timeout=60s",
            "--database.statement-timeout=60s")
        .awaitReady();
  }
}
