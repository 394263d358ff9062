package banyan.acceptance;

import banyan.platform.database.DatabaseAddress;
import banyan.testing.ScriptedUpstream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/** The legacy orders, answered alike where there is no node: PostgreSQL writes the JSON. */
final class LegacyOrdersScript implements ScriptedUpstream.Script {
  private static final String NEWEST =
      """
      SELECT json_build_object('orders', coalesce(json_agg(json_build_object(
               'orderId', id, 'state', state, 'positions', positions,
               'sum', json_build_object('amountMinor', total_minor, 'currency', currency),
               'buyer', placed_by, 'placedAt', placed, 'updatedAt', changed)
             ORDER BY id DESC), '[]'))
      FROM (SELECT placed_orders.*,
                   to_char(placed_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') AS placed,
                   to_char(updated_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') AS changed,
                   (SELECT json_agg(json_build_object('sku', sku, 'pieces', quantity, 'each',
                      json_build_object('amountMinor', unit_minor, 'currency', currency)) ORDER BY line)
                    FROM orders.order_lines WHERE order_id = placed_orders.id) AS positions
            FROM orders.orders placed_orders
            WHERE tenant_id = 'main' AND (?::text IS NULL OR state = ?)
            ORDER BY id DESC LIMIT ?) AS page
      """;

  private static final int LIMIT_DEFAULT = 20;

  private final DatabaseAddress database;

  LegacyOrdersScript(DatabaseAddress database) {
    this.database = database;
  }

  @Override
  public void play(ScriptedUpstream.Conversation conversation) throws IOException {
    String target = conversation.request().target();
    try {
      byte[] body = page(target).getBytes(StandardCharsets.UTF_8);
      conversation.send(
          ("HTTP/1.1 200 OK\r\nContent-Type: application/json; charset=utf-8\r\nContent-Length: "
                  + body.length
                  + "\r\n\r\n")
              .getBytes(StandardCharsets.US_ASCII));
      conversation.send(body);
    } catch (SQLException e) {
      throw new IOException("the legacy orders", e);
    }
  }

  private String page(String target) throws SQLException {
    String status = parameter(target, "status", null);
    int limit = Integer.parseInt(parameter(target, "limit", Integer.toString(LIMIT_DEFAULT)));
    try (Connection connection = Hold.administrator(database);
        PreparedStatement select = connection.prepareStatement(NEWEST)) {
      select.setString(1, status);
      select.setString(2, status);
      select.setInt(3, limit);
      try (ResultSet row = select.executeQuery()) {
        row.next();
        return row.getString(1);
      }
    }
  }

  private static String parameter(String target, String name, String absent) {
    for (String pair : target.replaceFirst("[^?]*\\??", "").split("&", -1)) {
      if (pair.startsWith(name + "=")) {
        return pair.substring(name.length() + 1);
      }
    }
    return absent;
  }
}
