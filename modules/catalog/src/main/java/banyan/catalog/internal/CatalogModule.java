package banyan.catalog.internal;

import banyan.platform.ContextModule;
import banyan.platform.Ground;
import banyan.platform.http.RouteDeclaration;
import banyan.wire.ProblemType;
import banyan.wire.Setting;
import java.util.List;

/** The catalogue as the composition root sees it. */
public final class CatalogModule implements ContextModule {
  @Override
  public String name() {
    return "catalog";
  }

  @Override
  public List<RouteDeclaration> routes(Ground ground) {
    return List.of();
  }

  @Override
  public List<ProblemType> problems() {
    return List.of();
  }

  @Override
  public List<Setting<?>> settings() {
    return List.of();
  }

  @Override
  public void addDemoData(Ground ground) {}
}
