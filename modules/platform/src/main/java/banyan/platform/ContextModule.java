package banyan.platform;

import banyan.platform.calls.Offer;
import banyan.platform.http.RouteDeclaration;
import banyan.wire.ProblemType;
import banyan.wire.Setting;
import java.util.List;

/**
 * One bounded context, as the composition root sees it. Made before anything is started; its routes
 * are asked for once, when the ground it stands on is there.
 */
public interface ContextModule {
  /** One lower-case word: the schema, the migration folder, the owner of its routes. */
  String name();

  /** The context's routes; handlers may use {@code ground} from the first request on. */
  List<RouteDeclaration> routes(Ground ground);

  /** What other contexts may call; asked for once. */
  default List<Offer<?>> offers(Ground ground) {
    return List.of();
  }

  /** The contracts of the contexts that this one calls. */
  default List<Class<?>> needs() {
    return List.of();
  }

  /** What recurs while the process runs; begun when the context is ready. */
  default List<Chore> chores(Ground ground) {
    return List.of();
  }

  /** The problems that only this context answers. */
  List<ProblemType> problems();

  /** The settings that only this context reads. */
  List<Setting<?>> settings();

  /**
   * Fills an empty context with believable data for a first tour; does nothing when there is data
   * already. Runs once the schema is migrated.
   */
  void addDemoData(Ground ground);
}
