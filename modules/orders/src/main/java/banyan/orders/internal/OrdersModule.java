package banyan.orders.internal;

import banyan.catalog.Catalog;
import banyan.inventory.Inventory;
import banyan.orders.Orders;
import banyan.platform.Chore;
import banyan.platform.ContextModule;
import banyan.platform.Ground;
import banyan.platform.TimeOrderedIds;
import banyan.platform.calls.Offer;
import banyan.platform.http.RouteDeclaration;
import banyan.wire.ProblemType;
import banyan.wire.Setting;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;

/** Orders as the composition root sees them. */
public final class OrdersModule implements ContextModule {
  /** How often orders are looked for that nobody works on. */
  private static final Duration RECOVERY = Duration.ofSeconds(2);

  @Override
  public String name() {
    return "orders";
  }

  @Override
  public List<RouteDeclaration> routes(Ground ground) {
    TimeOrderedIds ids = new TimeOrderedIds(new SecureRandom());
    PlaceOrder placeOrder =
        new PlaceOrder(
            ground.database(), advanceOrder(ground), ids, ground.clock(), leaseTime(ground));
    return OrdersRoutes.of(
        new OrderQueries(ground.database()), new OrderCommands(placeOrder, cancelOrder(ground)));
  }

  @Override
  public List<Offer<?>> offers(Ground ground) {
    return List.of(Offer.of(Orders.class, new OrdersCalls(ground.database(), cancelOrder(ground))));
  }

  @Override
  public List<Class<?>> needs() {
    return List.of(Catalog.class, Inventory.class);
  }

  @Override
  public List<Chore> chores(Ground ground) {
    RecoverOrders recoverOrders =
        new RecoverOrders(ground.database(), advanceOrder(ground), leaseTime(ground));
    return List.of(new Chore("orders.recovery", RECOVERY, recoverOrders::run));
  }

  @Override
  public List<ProblemType> problems() {
    return OrdersProblems.all();
  }

  @Override
  public List<Setting<?>> settings() {
    return OrdersSettings.all();
  }

  /** A shop that has just opened has no orders. */
  @Override
  public void addDemoData(Ground ground) {}

  private static CancelOrder cancelOrder(Ground ground) {
    return new CancelOrder(
        ground.database(), advanceOrder(ground), ground.clock(), leaseTime(ground));
  }

  private static AdvanceOrder advanceOrder(Ground ground) {
    OrderSteps steps = new OrderSteps(ground.needs(Catalog.class), ground.needs(Inventory.class));
    return new AdvanceOrder(ground.database(), steps, ground.clock(), leaseTime(ground));
  }

  private static Duration leaseTime(Ground ground) {
    return ground.settings().get(OrdersSettings.LEASE);
  }
}
