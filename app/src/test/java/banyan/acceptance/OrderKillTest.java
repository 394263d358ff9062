package banyan.acceptance;

import static banyan.testing.TestSize.DEFAULT;
import static org.assertj.core.api.Assertions.assertThat;

import banyan.platform.database.DatabaseAddress;
import banyan.platform.database.embedded.EmbeddedServer;
import banyan.testing.FromSize;
import banyan.testing.ReadyCluster;
import banyan.testing.TestSize;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * {@code kill -9} while orders stand at every step of their way. Locks that the test takes in the
 * database hold each of them where it is, so one kill strikes them all; nothing in the product
 * knows of it.
 */
@FromSize(DEFAULT)
final class OrderKillTest {
  private static final Duration RECOVERED_MAX = Duration.ofSeconds(30);

  /** Longer than a round takes: only the kill may end what is held. */
  private static final String[] PATIENT = {
    "--demo-data=false",
    "--database.lock-timeout=60s",
    "--database.statement-timeout=60s",
    "--orders.lease=60s"
  };

  @Test
  void losesNoStockAndNoOrderWhereverItStrikes() throws Exception {
    int rounds = TestSize.pick("kills with orders at every step", 1, 1, 3);
    Path folder = Folders.make();
    try (EmbeddedServer server = ReadyCluster.start(folder.resolve("server"))) {
      Path data = Folders.data(folder);
      for (int round = 0; round < rounds; round++) {
        try (KilledOrders orders = new KilledOrders(server.address(), round)) {
          strike(server.address(), data, orders);
          survive(server.address(), data, orders);
        }
      }
    } finally {
      Folders.remove(folder);
    }
  }

  private static void strike(DatabaseAddress address, Path data, KilledOrders orders)
      throws Exception {
    try (BanyanProcess process = start(address, data)) {
      orders.bringToTheirPoints(new Client(process.url()));
      process.kill();
    }
  }

  private static void survive(DatabaseAddress address, Path data, KilledOrders orders)
      throws Exception {
    orders.letTheirLeasesEnd();
    try (BanyanProcess process = start(address, data)) {
      Client client = Client.checked(process.url());
      for (KilledOrder order : orders.all()) {
        order.repeatUntilAnswered(client);
      }
      orders.assertNothingIsLost();
      assertThat(process.stop()).isZero();
    }
  }

  private static BanyanProcess start(DatabaseAddress address, Path data) throws Exception {
    String url =
        "postgres://%s:%s@%s:%d/%s"
            .formatted(
                address.user(),
                address.password(),
                address.host(),
                address.port(),
                address.database());
    return BanyanProcess.serve(
            "up",
            data,
            Map.of(
                "BANYAN_DATABASE_URL",
                url,
                "BANYAN_SECRET",
                "a secret of tests that guards nothing"),
            PATIENT)
        .awaitReady();
  }
}
