package banyan.inventory.internal;

import static java.time.temporal.ChronoUnit.MICROS;

import banyan.catalog.Sku;
import banyan.inventory.Reservation;
import banyan.inventory.ReservationState;
import banyan.inventory.ReserveOutcome;
import banyan.inventory.ReserveStock;
import banyan.inventory.Shortage;
import banyan.inventory.StockLevel;
import banyan.inventory.StockLine;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reserves stock for a time: all lines or none. Any thread. */
final class HoldStock {
  private final Duration ttl;
  private final InstantSource clock;

  /**
   * @param ttl how long stock is held unless it is committed
   */
  HoldStock(Duration ttl, InstantSource clock) {
    this.ttl = ttl;
    this.clock = clock;
  }

  ReserveOutcome hold(Reservations reservations, Stock stock, ReserveStock wanted) {
    Instant now = clock.instant();
    Optional<Reservation> known = reservations.lock(wanted.id(), now);
    if (known.isPresent()) {
      return again(known.get(), wanted);
    }
    List<Shortage> shortages = shortages(wanted.lines(), stock.lock(wanted.skus(), now));
    if (!shortages.isEmpty()) {
      return new ReserveOutcome.OutOfStock(shortages);
    }
    // PostgreSQL keeps microseconds; a reservation must read the same before and after.
    var held = new ReservationState.Held(now.plus(ttl).truncatedTo(MICROS));
    Reservation reservation = new Reservation(wanted.id(), wanted.lines(), held);
    reservations.insert(reservation, held, now);
    return new ReserveOutcome.Reserved(reservation);
  }

  /** What it means to ask for a reservation that is there. */
  static ReserveOutcome again(Reservation known, ReserveStock wanted) {
    return switch (known.state()) {
      case ReservationState.Held held -> same(known, wanted);
      case ReservationState.Committed committed -> same(known, wanted);
      case ReservationState.Expired expired -> new ReserveOutcome.Closed(expired);
      case ReservationState.Released released -> new ReserveOutcome.Closed(released);
      case ReservationState.Returned returned -> new ReserveOutcome.Closed(returned);
    };
  }

  private static ReserveOutcome same(Reservation known, ReserveStock wanted) {
    return known.lines().equals(wanted.lines())
        ? new ReserveOutcome.Reserved(known)
        : new ReserveOutcome.OtherLines(known);
  }

  /** Every line of which there is not enough. */
  static List<Shortage> shortages(List<StockLine> wanted, Map<Sku, StockLevel> levels) {
    return wanted.stream()
        .map(line -> new Shortage(line.sku(), line.quantity(), available(line.sku(), levels)))
        .filter(line -> line.available() < line.wanted())
        .toList();
  }

  /** Of a SKU that never had stock there is nothing. */
  private static long available(Sku sku, Map<Sku, StockLevel> levels) {
    StockLevel level = levels.get(sku);
    return level == null ? 0 : level.available();
  }
}
