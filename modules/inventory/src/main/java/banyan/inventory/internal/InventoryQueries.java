package banyan.inventory.internal;

import banyan.catalog.Sku;
import banyan.inventory.ReservationId;
import banyan.inventory.StockLevel;
import banyan.platform.database.ContextDatabase;
import banyan.platform.http.ApiRequest;
import banyan.platform.http.EntityTag;
import banyan.platform.http.EntityTags;
import banyan.platform.http.Reply;
import java.time.InstantSource;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The endpoints that read: HTTP in and out, nothing decided. Any thread. */
final class InventoryQueries {
  private final ContextDatabase database;
  private final InstantSource clock;
  private final ShowStock showStock;

  InventoryQueries(ContextDatabase database, InstantSource clock) {
    this.database = database;
    this.clock = clock;
    showStock = new ShowStock(clock);
  }

  Reply stock(ApiRequest request) {
    Sku sku = new Sku(request.pathParameter("sku"));
    @Nullable EntityTags known =
        request.field("If-None-Match").flatMap(EntityTags::read).orElse(null);
    var result =
        database.read(request.caller().tenant(), tx -> showStock.show(new Stock(tx), sku, known));
    return switch (result) {
      case ShowStock.Result.Shown(StockLevel level) -> InventoryReplies.shown(level);
      case ShowStock.Result.NotModified(EntityTag current) -> InventoryReplies.notModified(current);
      case ShowStock.Result.Unknown() -> InventoryReplies.noStock(sku);
    };
  }

  Reply reservation(ApiRequest request) {
    ReservationId id = id(request);
    return database
        .read(request.caller().tenant(), tx -> new Reservations(tx).find(id, clock.instant()))
        .map(InventoryReplies::shown)
        .orElseGet(() -> InventoryReplies.noReservation(id));
  }

  static ReservationId id(ApiRequest request) {
    return new ReservationId(UUID.fromString(request.pathParameter("id")));
  }
}
