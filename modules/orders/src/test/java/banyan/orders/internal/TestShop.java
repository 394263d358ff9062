package banyan.orders.internal;

import banyan.catalog.internal.CatalogModule;
import banyan.inventory.internal.InventoryModule;
import banyan.orders.Orders;
import banyan.platform.ContextModule;
import banyan.platform.Ground;
import banyan.platform.calls.Offer;
import banyan.platform.calls.Switchboard;
import banyan.platform.database.ContextDatabase;
import banyan.platform.http.RouteDeclaration;
import banyan.testing.ApiAnswer;
import banyan.testing.ApiClient;
import banyan.testing.ApiServer;
import banyan.testing.ThrowawayDatabase;
import banyan.wire.Caller;
import banyan.wire.Fields;
import banyan.wire.Settings;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/** Catalogue, inventory and orders beside each other, as one process has them. Any thread. */
final class TestShop implements AutoCloseable {
  static final String ORDERS = "/api/v1/orders";

  private final ThrowawayDatabase database = ThrowawayDatabase.of("catalog", "inventory", "orders");
  private final Fate fate = new Fate();
  private final Door door = new Door();
  private final Settings settings;
  private final OrdersModule module = new OrdersModule();
  private final Ground ground;
  private final ApiServer server;
  private final AtomicInteger keys = new AtomicInteger();

  private TestShop(Duration lease) throws Exception {
    settings = new Settings(Map.of(OrdersSettings.LEASE.key(), lease));
    CatalogModule catalog = new CatalogModule();
    InventoryModule inventory = new InventoryModule();
    List<Offer<?>> offers = new ArrayList<>(catalog.offers(ground(catalog, Switchboard.local())));
    inventory.offers(ground(inventory, Switchboard.local())).stream()
        .map(door::before)
        .forEach(offers::add);
    ground = ground(module, Switchboard.local(offers.toArray(Offer<?>[]::new)));
    List<RouteDeclaration> routes = new ArrayList<>(module.routes(ground));
    routes.addAll(catalog.routes(ground(catalog, Switchboard.local())));
    routes.addAll(inventory.routes(ground(inventory, Switchboard.local())));
    server = ApiServer.start(routes);
  }

  /** One whose leases end when the test says so. */
  static TestShop open() throws Exception {
    return open(Duration.ofMinutes(10));
  }

  static TestShop open(Duration lease) throws Exception {
    return new TestShop(lease);
  }

  private Ground ground(ContextModule context, Switchboard calls) {
    return new Ground(
        fate.over(database.context(context.name())), settings, InstantSource.system(), calls);
  }

  Fate fate() {
    return fate;
  }

  /** What inventory is behind, for orders. */
  Door door() {
    return door;
  }

  ApiClient client() {
    return server.client();
  }

  ApiClient client(String tenant) {
    return server.client(tenant);
  }

  /** What orders offer to other contexts. */
  Orders orders() {
    return Switchboard.local(module.offers(ground).toArray(Offer<?>[]::new)).to(Orders.class);
  }

  /** The database of orders, whatever the fate of the process. */
  ContextDatabase database() {
    return database.context("orders");
  }

  /** A product with some stock. */
  void stock(String sku, int quantity) {
    stock(client(), sku, quantity);
  }

  void stock(ApiClient client, String sku, int quantity) {
    client.post(
        "/api/v1/products",
        """
        {"sku": "%s", "name": "A thing", "price": {"amountMinor": 1999, "currency": "EUR"}}
        """
            .formatted(sku));
    receive(client, sku, quantity);
  }

  void receive(ApiClient client, String sku, int quantity) {
    client.post("/api/v1/stock/" + sku + "/receipts", "{\"quantity\": %d}".formatted(quantity));
  }

  /** What stock says of a SKU: {@code onHand/reserved}. */
  String stockOf(String sku) {
    ApiAnswer stock = client().get("/api/v1/stock/" + sku);
    return stock.text("/onHand") + "/" + stock.text("/reserved");
  }

  /** Places an order with a key of its own. */
  ApiAnswer place(String... lines) {
    return place(client(), "key-" + keys.incrementAndGet(), lines);
  }

  ApiAnswer place(ApiClient client, String key, String... lines) {
    String body = "{\"lines\": [%s]}".formatted(String.join(",", lines));
    return client.post(ORDERS, body, Fields.IDEMPOTENCY_KEY, key);
  }

  ApiAnswer cancel(String order) {
    return client().post(ORDERS + "/" + order + "/cancel", "");
  }

  /** A line at the price that {@link #stock} gives. */
  static String line(String sku, int quantity) {
    return line(sku, quantity, 1_999);
  }

  static String line(String sku, int quantity, long amountMinor) {
    return """
    {"sku": "%s", "quantity": %d, "unitPrice": {"amountMinor": %d, "currency": "EUR"}}
    """
        .formatted(sku, quantity, amountMinor);
  }

  /** Lets so much time pass that no lease holds any more. */
  void expireLeases() {
    database()
        .write(
            Caller.MAIN_TENANT,
            transaction -> transaction.execute("UPDATE unfinished SET held_until = now()"));
  }

  /** How many orders somebody still has to work on. */
  int unfinished() {
    return database()
        .read(
            Caller.MAIN_TENANT,
            transaction ->
                transaction.select("SELECT count(*) FROM unfinished").mapTo(int.class).one());
  }

  /** One run of the recovery. */
  void recover() {
    module.chores(ground).forEach(chore -> chore.work().run());
  }

  @Override
  public void close() throws Exception {
    server.close();
    database.close();
  }
}
