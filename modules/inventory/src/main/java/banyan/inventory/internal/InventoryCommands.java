package banyan.inventory.internal;

import banyan.catalog.Sku;
import banyan.inventory.Reservation;
import banyan.inventory.ReservationId;
import banyan.inventory.ReservationState;
import banyan.inventory.ReserveOutcome;
import banyan.inventory.ReserveStock;
import banyan.inventory.Shortage;
import banyan.inventory.StockLevel;
import banyan.inventory.StockLine;
import banyan.platform.Ground;
import banyan.platform.TimeOrderedIds;
import banyan.platform.database.ContextDatabase;
import banyan.platform.http.ApiRequest;
import banyan.platform.http.Reply;
import banyan.platform.idempotency.Keys;
import java.time.InstantSource;
import java.util.List;

/** The endpoints that change something: HTTP in and out, nothing decided. Any thread. */
final class InventoryCommands {
  private final ContextDatabase database;
  private final InstantSource clock;
  private final TimeOrderedIds ids;
  private final Keys keys;
  private final ReceiveGoods receiveGoods;
  private final HoldStock holdStock;
  private final MoveReservation moveReservation;

  InventoryCommands(Ground ground, TimeOrderedIds ids) {
    database = ground.database();
    clock = ground.clock();
    this.ids = ids;
    keys = new Keys(clock);
    receiveGoods = new ReceiveGoods(clock);
    holdStock = new HoldStock(ground.settings().get(InventorySettings.RESERVATION_TTL), clock);
    moveReservation = new MoveReservation(clock);
  }

  Reply receive(ApiRequest request) {
    Sku sku = new Sku(request.pathParameter("sku"));
    StockLine goods = new StockLine(sku, request.body(NewReceiptBody.class).quantity());
    return keys.once(
        request, database, tx -> answer(receiveGoods.receive(new Stock(tx), goods), sku));
  }

  Reply reserve(ApiRequest request) {
    ReservationId id = new ReservationId(ids.next(clock.instant()));
    ReserveStock wanted = request.body(NewReservationBody.class).wanted(id);
    return keys.once(
        request,
        database,
        tx -> answer(holdStock.hold(new Reservations(tx), new Stock(tx), wanted)));
  }

  Reply release(ApiRequest request) {
    return move(request, Move.RELEASE);
  }

  Reply commit(ApiRequest request) {
    return move(request, Move.COMMIT);
  }

  private Reply move(ApiRequest request, Move move) {
    ReservationId id = InventoryQueries.id(request);
    return InventoryReplies.moved(
        database.write(
            request.caller().tenant(), tx -> moveReservation.move(new Reservations(tx), id, move)));
  }

  private static Reply answer(ReceiveGoods.Result result, Sku sku) {
    return switch (result) {
      case ReceiveGoods.Result.Received(StockLevel level) -> InventoryReplies.shown(level);
      case ReceiveGoods.Result.Full() -> InventoryReplies.full(sku);
    };
  }

  private static Reply answer(ReserveOutcome outcome) {
    return switch (outcome) {
      case ReserveOutcome.Reserved(Reservation reservation) ->
          InventoryReplies.reserved(reservation);
      case ReserveOutcome.OutOfStock(List<Shortage> shortages) ->
          InventoryReplies.outOfStock(shortages);
      // The id was made for this request: a reservation that has it already is this very one.
      case ReserveOutcome.Closed(ReservationState state) -> InventoryReplies.closed(state);
      case ReserveOutcome.OtherLines(Reservation existing) ->
          InventoryReplies.closed(existing.state());
    };
  }
}
