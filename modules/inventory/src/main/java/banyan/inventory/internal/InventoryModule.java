package banyan.inventory.internal;

import banyan.inventory.Inventory;
import banyan.platform.ContextModule;
import banyan.platform.Ground;
import banyan.platform.TimeOrderedIds;
import banyan.platform.calls.Offer;
import banyan.platform.http.RouteDeclaration;
import banyan.wire.Caller;
import banyan.wire.ProblemType;
import banyan.wire.Setting;
import java.security.SecureRandom;
import java.util.List;

/** The inventory as the composition root sees it. */
public final class InventoryModule implements ContextModule {
  @Override
  public String name() {
    return "inventory";
  }

  @Override
  public List<RouteDeclaration> routes(Ground ground) {
    TimeOrderedIds ids = new TimeOrderedIds(new SecureRandom());
    return InventoryRoutes.of(
        new InventoryQueries(ground.database(), ground.clock()),
        new InventoryCommands(ground, ids));
  }

  @Override
  public List<Offer<?>> offers(Ground ground) {
    return List.of(Offer.of(Inventory.class, new InventoryCalls(ground)));
  }

  @Override
  public List<ProblemType> problems() {
    return InventoryProblems.all();
  }

  @Override
  public List<Setting<?>> settings() {
    return InventorySettings.all();
  }

  @Override
  public void addDemoData(Ground ground) {
    ground.database().write(Caller.MAIN_TENANT, tx -> AddDemoStock.add(new Stock(tx)));
  }
}
