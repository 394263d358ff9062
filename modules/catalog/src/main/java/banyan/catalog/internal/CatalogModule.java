package banyan.catalog.internal;

import banyan.catalog.Catalog;
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

/** The catalogue as the composition root sees it. */
public final class CatalogModule implements ContextModule {
  @Override
  public String name() {
    return "catalog";
  }

  @Override
  public List<RouteDeclaration> routes(Ground ground) {
    TimeOrderedIds ids = new TimeOrderedIds(new SecureRandom());
    return CatalogRoutes.of(
        new ProductQueries(ground.database()),
        new ProductCommands(ground.database(), ids, ground.clock()));
  }

  @Override
  public List<Offer<?>> offers(Ground ground) {
    return List.of(Offer.of(Catalog.class, new CatalogCalls(ground.database())));
  }

  @Override
  public List<ProblemType> problems() {
    return CatalogProblems.all();
  }

  @Override
  public List<Setting<?>> settings() {
    return List.of();
  }

  @Override
  public void addDemoData(Ground ground) {
    ground.database().write(Caller.MAIN_TENANT, tx -> AddDemoProducts.add(new Products(tx)));
  }
}
