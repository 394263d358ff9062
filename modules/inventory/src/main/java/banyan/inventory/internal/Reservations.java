package banyan.inventory.internal;

import static java.time.temporal.ChronoUnit.MICROS;

import banyan.catalog.Sku;
import banyan.inventory.Reservation;
import banyan.inventory.ReservationId;
import banyan.inventory.ReservationState;
import banyan.inventory.StockLine;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.StatementContext;
import org.jspecify.annotations.Nullable;

/**
 * The reservations of one tenant, within one transaction, and the stock that moves with them. The
 * transaction names the tenant. Belongs to the transaction's thread.
 *
 * <p>Everybody locks in one order, which makes a deadlock impossible: first the id of one
 * reservation, then rows of {@code stock} in the order of their SKUs.
 */
final class Reservations {
  // A lock of the id and not of a row: the reservation may not be there yet.
  private static final String LOCK_ID =
      """
      SELECT true FROM pg_advisory_xact_lock(hashtextextended(
          concat_ws(chr(10), current_schema(), current_setting('banyan.tenant'),
              'reservation', :id), 0))
      """;

  private static final String LOCK_STOCK =
      """
      SELECT sku FROM stock
      WHERE sku IN (SELECT sku FROM reservation_lines WHERE reservation_id = :id)
      ORDER BY sku
      FOR UPDATE
      """;

  // Once a line was freed by somebody whose clock is ahead of ours, it has expired for us, too.
  private static final String FIND =
      """
      SELECT id, expires_at, changed_at,
             CASE WHEN state = 'held'
                   AND (expires_at <= :now
                     OR EXISTS (SELECT FROM reservation_lines
                                WHERE reservation_id = id AND held_until IS NULL))
                  THEN 'expired' ELSE state END AS state,
             ARRAY(SELECT sku FROM reservation_lines
                   WHERE reservation_id = id ORDER BY sku) AS skus,
             ARRAY(SELECT quantity FROM reservation_lines
                   WHERE reservation_id = id ORDER BY sku) AS quantities
      FROM reservations
      WHERE id = :id
      """;

  private static final String INSERT =
      """
      INSERT INTO reservations (id, state, expires_at, changed_at)
      VALUES (:id, :state, :expires, :changed)
      """;

  private static final String INSERT_LINES =
      """
      INSERT INTO reservation_lines (reservation_id, sku, quantity, held_until)
      SELECT :id, sku, quantity, CAST(:until AS timestamptz)
      FROM unnest(CAST(:skus AS text[]), CAST(:quantities AS int[])) AS line (sku, quantity)
      """;

  private static final String UPDATE =
      """
      UPDATE reservations SET state = :state, changed_at = :changed WHERE id = :id
      """;

  private static final String UPDATE_LINES =
      """
      UPDATE reservation_lines SET held_until = NULL
      WHERE reservation_id = :id AND held_until IS NOT NULL
      """;

  private final Handle transaction;
  private final Stock stock;

  Reservations(Handle transaction) {
    this.transaction = transaction;
    this.stock = new Stock(transaction);
  }

  /** The reservation as it is at {@code now}. */
  Optional<Reservation> find(ReservationId id, Instant now) {
    return transaction
        .createQuery(FIND)
        .bind("id", id.value())
        .bind("now", now)
        .map(Reservations::reservation)
        .findOne();
  }

  /**
   * Like {@link #find}; others who want to make or move a reservation of this id, or change its
   * stock, wait for this transaction.
   */
  Optional<Reservation> lock(ReservationId id, Instant now) {
    transaction.createQuery(LOCK_ID).bind("id", id.toString()).mapTo(Boolean.class).one();
    transaction.createQuery(LOCK_STOCK).bind("id", id.value()).mapTo(String.class).list();
    return find(id, now);
  }

  /** Stores a new reservation and promises its stock, which the transaction has locked. */
  void insert(Reservation reservation, ReservationState.Held held, Instant now) {
    insert(reservation.id(), held, held.expiresAt(), now);
    transaction
        .createUpdate(INSERT_LINES)
        .bind("id", reservation.id().value())
        .bind("until", held.expiresAt())
        .bindArray("skus", String.class, Stock.words(Stock.skus(reservation.lines())))
        .bindArray("quantities", Integer.class, Stock.quantities(reservation.lines()))
        .execute();
    stock.change(reservation.lines(), StockChange.HOLD);
  }

  /** Stores that the reservation of this id is released before it was made. */
  Reservation insertReleased(ReservationId id, Instant now) {
    var released = new ReservationState.Released(now.truncatedTo(MICROS));
    insert(id, released, null, now);
    return new Reservation(id, List.of(), released);
  }

  private void insert(
      ReservationId id, ReservationState state, @Nullable Instant expires, Instant now) {
    transaction
        .createUpdate(INSERT)
        .bind("id", id.value())
        .bind("state", state.word())
        .bind("expires", expires)
        .bind("changed", now)
        .execute();
  }

  /** Stores the new state of a locked reservation, and changes its stock. */
  void update(Reservation moved, StockChange change, Instant now) {
    transaction
        .createUpdate(UPDATE)
        .bind("id", moved.id().value())
        .bind("state", moved.state().word())
        .bind("changed", now)
        .execute();
    transaction.createUpdate(UPDATE_LINES).bind("id", moved.id().value()).execute();
    stock.change(moved.lines(), change);
  }

  private static Reservation reservation(ResultSet row, StatementContext context)
      throws SQLException {
    var skus = (String[]) row.getArray("skus").getArray();
    var quantities = (Integer[]) row.getArray("quantities").getArray();
    List<StockLine> lines = new ArrayList<>(skus.length);
    for (int i = 0; i < skus.length; i++) {
      lines.add(new StockLine(new Sku(skus[i]), quantities[i]));
    }
    return new Reservation(new ReservationId(row.getObject("id", UUID.class)), lines, state(row));
  }

  private static ReservationState state(ResultSet row) throws SQLException {
    Instant changed = row.getTimestamp("changed_at").toInstant();
    String word = row.getString("state");
    return switch (word) {
      case "held" -> new ReservationState.Held(row.getTimestamp("expires_at").toInstant());
      case "expired" -> new ReservationState.Expired(row.getTimestamp("expires_at").toInstant());
      case "committed" -> new ReservationState.Committed(changed);
      case "released" -> new ReservationState.Released(changed);
      case "returned" -> new ReservationState.Returned(changed);
      default -> throw new IllegalStateException("a reservation in the state '" + word + "'");
    };
  }
}
