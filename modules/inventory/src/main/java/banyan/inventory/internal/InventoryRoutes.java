package banyan.inventory.internal;

import static banyan.inventory.StockProblems.OUT_OF_STOCK;
import static banyan.inventory.internal.InventoryProblems.RESERVATION_CLOSED;
import static banyan.inventory.internal.InventoryProblems.RESERVATION_NOT_FOUND;
import static banyan.inventory.internal.InventoryProblems.STOCK_FULL;
import static banyan.inventory.internal.InventoryProblems.STOCK_NOT_FOUND;

import banyan.platform.http.Declare;
import banyan.platform.http.Endpoint;
import banyan.platform.http.RouteDeclaration;
import banyan.platform.http.Shapes;
import java.util.List;

/** The inventory's routes, as requests are checked against them and clients read of them. */
final class InventoryRoutes {
  static final String STOCK = "/api/v1/stock/{sku}";
  static final String RESERVATIONS = "/api/v1/reservations";

  /** What a caller must hold to post receipts; anybody may read the stock. */
  static final String WRITE = "inventory:write";

  /** What a caller must hold to reserve: who may hold stock may keep others from buying it. */
  static final String RESERVE = "inventory:reserve";

  private InventoryRoutes() {}

  static List<RouteDeclaration> of(InventoryQueries queries, InventoryCommands commands) {
    return List.of(
        stock(queries),
        receive(commands),
        reserve(commands),
        reservation(queries),
        move("release", commands::release)
            .summary("Frees what a reservation holds; doing it again changes nothing")
            .route(),
        move("commit", commands::commit)
            .summary("Takes what a reservation holds for good; doing it again changes nothing")
            .route());
  }

  private static RouteDeclaration stock(InventoryQueries queries) {
    return Declare.get(STOCK, queries::stock)
        .summary("Shows the stock of a SKU")
        .path("sku", InventoryShapes.SKU, "The SKU of a product")
        .field("If-None-Match", Shapes.entityTags(), "The ETag of the stock you have")
        .answers(200, InventoryShapes.STOCK, "The stock", "ETag")
        .answers(304, null, "You have the stock as it stands", "ETag")
        .refuses(STOCK_NOT_FOUND)
        .route();
  }

  private static RouteDeclaration receive(InventoryCommands commands) {
    return Declare.post(STOCK + "/receipts", commands::receive)
        .summary("Adds goods that have arrived")
        .right(WRITE)
        .path("sku", InventoryShapes.SKU, "The SKU of a product")
        .body(InventoryShapes.NEW_RECEIPT)
        .answers(200, InventoryShapes.STOCK, "The stock with the goods", "ETag")
        .refuses(STOCK_FULL)
        .idempotent()
        .route();
  }

  private static RouteDeclaration reserve(InventoryCommands commands) {
    return Declare.post(RESERVATIONS, commands::reserve)
        .summary("Holds stock for a time, all lines or none")
        .right(RESERVE)
        .body(InventoryShapes.NEW_RESERVATION)
        .answers(201, InventoryShapes.RESERVATION, "The reservation", "Location")
        .refuses(OUT_OF_STOCK)
        .idempotent()
        .route();
  }

  private static RouteDeclaration reservation(InventoryQueries queries) {
    return Declare.get(RESERVATIONS + "/{id}", queries::reservation)
        .summary("Shows a reservation")
        .right(RESERVE)
        .path("id", Shapes.uuid(), "The reservation's id")
        .answers(200, InventoryShapes.RESERVATION, "The reservation")
        .refuses(RESERVATION_NOT_FOUND)
        .route();
  }

  private static Declare move(String move, Endpoint endpoint) {
    return Declare.post(RESERVATIONS + "/{id}/" + move, endpoint)
        .right(RESERVE)
        .path("id", Shapes.uuid(), "The reservation's id")
        .answers(200, InventoryShapes.RESERVATION, "The reservation as it is now")
        .refuses(RESERVATION_NOT_FOUND, RESERVATION_CLOSED);
  }
}
