package banyan.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import banyan.platform.database.DatabaseAddress;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** One order for each point at which the process is killed. For one thread. */
final class KilledOrders implements AutoCloseable {
  private final DatabaseAddress address;
  private final List<KilledOrder> orders;

  KilledOrders(DatabaseAddress address, int round) {
    this.address = address;
    this.orders =
        Stream.of(KillPoint.values()).map(point -> new KilledOrder(address, point, round)).toList();
  }

  List<KilledOrder> all() {
    return orders;
  }

  /** Afterwards each order stands still at its point, and its client waits. */
  void bringToTheirPoints(Client client) throws Exception {
    for (KilledOrder order : orders) {
      order.stock(client);
    }
    for (KilledOrder order : orders) {
      order.bringToItsPoint(client);
    }
  }

  /** Frees what is held, and lets so much time pass that no lease of the dead holds. */
  void letTheirLeasesEnd() throws SQLException {
    for (KilledOrder order : orders) {
      order.free();
    }
    try (Connection connection = Hold.administrator(address);
        Statement statement = connection.createStatement()) {
      statement.execute("UPDATE orders.unfinished SET held_until = now()");
    }
  }

  /** The books are right, whatever the answers were. */
  void assertNothingIsLost() throws SQLException {
    assertThat(
            rows("SELECT state FROM orders.orders WHERE state NOT IN ('confirmed', 'cancelled')"))
        .isEmpty();
    assertThat(rows("SELECT order_id FROM orders.unfinished")).isEmpty();
    for (KilledOrder order : orders) {
      assertThat(
              rows("SELECT state FROM orders.orders WHERE idempotency_key = '" + order.key() + "'"))
          .as("orders of " + order.key())
          .containsExactly(order.end());
      assertThat(
              rows(
                  "SELECT on_hand || '/' || reserved FROM inventory.stock WHERE sku = '"
                      + order.sku()
                      + "'"))
          .as("stock of " + order.sku())
          .containsExactly(order.stockAtTheEnd() + "/0");
    }
  }

  private List<String> rows(String query) throws SQLException {
    List<String> rows = new ArrayList<>();
    try (Connection connection = Hold.administrator(address);
        Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery(query)) {
      while (result.next()) {
        rows.add(result.getString(1));
      }
    }
    return rows;
  }

  @Override
  public void close() throws SQLException {
    for (KilledOrder order : orders) {
      order.close();
    }
  }
}
