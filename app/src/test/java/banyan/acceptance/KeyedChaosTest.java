package banyan.acceptance;

import static banyan.testing.TestSize.DEFAULT;
import static org.assertj.core.api.Assertions.assertThat;

import banyan.acceptance.KilledSides.Part;
import banyan.platform.database.DatabaseAddress;
import banyan.platform.database.embedded.EmbeddedServer;
import banyan.testing.FromSize;
import banyan.testing.ReadyCluster;
import banyan.testing.TestSize;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/**
 * Keyed writes move between two sides of one context, and one process after the other is killed
 * under them. What was answered 2xx has one effect, everything else at most one; who reads notices
 * nothing.
 */
@FromSize(DEFAULT)
final class KeyedChaosTest {
  private static final int WRITERS = 4;
  private static final int READERS = 2;
  private static final String RECEIPTS = "POST /api/v1/stock/**";

  @Test
  void everyKeyHasOneEffectWhicheverSideIsKilled() throws Exception {
    int rounds = TestSize.pick("kills under keyed writes that move", 10, 10, 100);
    long seed = System.nanoTime();
    Path folder = Folders.make();
    try (EmbeddedServer server = ReadyCluster.start(folder.resolve("server"));
        KilledSides sides = new KilledSides(folder, server.address())) {
      migrateTheReads(sides);
      KeyedLoad load = new KeyedLoad(sides, WRITERS, READERS);
      try (load) {
        Random random = new Random(seed);
        Weights weights = new Weights(sides);
        for (int round = 0; round < rounds && load.failures.isEmpty(); round++) {
          weights.change(random);
          load.awaitMore(10, 40 + random.nextInt(20));
          strike(sides, load, victim(round), round == rounds - 1);
        }
      }
      assertThat(load.failures).as("seed %d", seed).isEmpty();
      assertThat(load.answered()).isEqualTo(load.begun());
      assertOneEffectEach(server.address(), load);
      assertThat(sides.isAuditWhole()).isTrue();
      System.out.printf(
          "chaos: %d kills, %d keys, %d attempts, seed %d%n",
          rounds, load.begun().size(), load.attempts(), seed);
    } finally {
      Folders.remove(folder);
    }
  }

  /** The new side answers them, and the old one when that is dead. */
  private static void migrateTheReads(KilledSides sides) throws Exception {
    create(sides, "reads", "GET,HEAD /api/v1/stock/**");
    sides.migrate("move", step("reads", "shadow", ""));
    sides.migrate("move", step("reads", "canary", ", \"weight\": \"50\""));
    sides.migrate("move", step("reads", "promote", ""));
    create(sides, "writes", RECEIPTS);
    sides.migrate("move", step("writes", "shadow", ""));
  }

  private static void create(KilledSides sides, String name, String pattern) throws Exception {
    sides.migrate(
        "create",
        """
        "name": "%s", "routes": ["%s"], "from": "monolith", "to": "inventory", "identity": "cookie:who"
        """
            .formatted(name, pattern));
  }

  private static String step(String name, String move, String more) {
    String override = Set.of("canary", "promote").contains(move) ? ", \"override\": \"chaos\"" : "";
    return "\"name\": \"%s\", \"move\": \"%s\"%s%s".formatted(name, move, more, override);
  }

  private static Part victim(int round) {
    return switch (round % 5) {
      case 0, 2 -> Part.INVENTORY;
      case 1, 3 -> Part.MONOLITH;
      default -> Part.FRONT;
    };
  }

  /** Without the new side the old one does all of it: at the end nobody has to come back. */
  private static void strike(KilledSides sides, KeyedLoad load, Part victim, boolean isLast)
      throws Exception {
    sides.kill(victim);
    if (victim != Part.FRONT) {
      load.awaitMore(20, 10);
    }
    if (!isLast || victim != Part.INVENTORY) {
      sides.revive(victim);
      load.awaitMore(10, 40);
    }
  }

  private static void assertOneEffectEach(DatabaseAddress address, KeyedLoad load)
      throws SQLException {
    Map<String, Long> effects = new TreeMap<>();
    try (Connection connection = Hold.administrator(address);
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("SELECT sku, on_hand FROM inventory.stock")) {
      while (row.next()) {
        effects.put(row.getString(1), row.getLong(2));
      }
    }
    assertThat(effects.keySet()).containsExactlyInAnyOrderElementsOf(load.answered());
    assertThat(effects).allSatisfy((sku, onHand) -> assertThat(onHand).as(sku).isOne());
  }

  /** Moves the writes: more weight, less, everything, and back to the old side. One thread. */
  private static final class Weights {
    private static final String[] SHARES = {"10", "50", "90", "100"};

    private final KilledSides sides;
    private boolean isLive;
    private int last;

    Weights(KilledSides sides) {
      this.sides = sides;
    }

    void change(Random random) throws Exception {
      if (isLive) {
        sides.migrate("move", step("writes", "rollback", ""));
      }
      // A move to the weight that it has is none, and refused.
      last = (last + 1 + random.nextInt(SHARES.length - 1)) % SHARES.length;
      String share = ", \"weight\": \"%s\"".formatted(SHARES[last]);
      sides.migrate("move", step("writes", "canary", share));
      isLive = random.nextInt(3) == 0;
      if (isLive) {
        sides.migrate("move", step("writes", "promote", ""));
      }
    }
  }
}
