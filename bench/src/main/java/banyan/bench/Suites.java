package banyan.bench;

import banyan.bench.peers.JavalinAlone;
import banyan.bench.peers.LocalApiAlone;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** The suites by their names on the command line. */
final class Suites {
  private static final String PRODUCTS = "/api/v1/products";
  private static final String LIVE = "/health/live";

  /** Requests under way at once; twice the pool where there is one, so that it is always busy. */
  private static final int CONNECTIONS = 16;

  private Suites() {}

  static SortedMap<String, Function<Workplace, Suite>> all() {
    return new TreeMap<>(
        Map.of(
            "bodies", ProxySuites::bodies,
            "idle", ProxySuites::idle,
            "local", Suites::local,
            "proxied", ProxySuites::proxied,
            "shadow", ShadowSuite::of,
            "shop", Suites::shop,
            "start", ProxySuites::start));
  }

  /** What the chain costs: the same route of ours with it, without it, and by Javalin alone. */
  private static Suite local(Workplace place) {
    ShopDatabase database = ShopDatabase.start(place);
    String flags = "java " + String.join(" ", place.javaFlags());
    return new Suite(
        "local",
        List.of(
            BanyanPeer.up(place, database.data()),
            BanyanPeer.quiet(place, database.data()),
            JavaPeer.of(
                place,
                "local side without the chain",
                "our route with its checks, spans and Javalin on a bare Jetty; no access log, no metrics; "
                    + flags,
                LocalApiAlone.class,
                LIVE),
            JavaPeer.of(
                place,
                "javalin alone",
                "one handler, its own Jetty and Jackson; no access log, no metrics, nothing checked; "
                    + flags,
                JavalinAlone.class,
                LIVE)),
        () -> List.of(Scenario.reading("GET " + LIVE, always(LIVE))),
        CONNECTIONS,
        List.of(database),
        List.of(new Rounds()));
  }

  private static Suite shop(Workplace place) {
    ShopDatabase database = ShopDatabase.start(place);
    return new Suite(
        "shop",
        List.of(
            BanyanPeer.up(place, database.data()),
            SpringPeer.of(place, database),
            ExpressPeer.of(place, database)),
        () -> shopScenarios(database),
        CONNECTIONS,
        List.of(database),
        List.of(new Rounds()));
  }

  private static List<Scenario> shopScenarios(ShopDatabase database) {
    List<Question> products =
        database.productIds().stream().map(id -> Question.get(PRODUCTS + "/" + id)).toList();
    Iterator<Question> turns = Stream.generate(() -> products).flatMap(List::stream).iterator();
    AtomicLong added = new AtomicLong();
    return List.of(
        Scenario.reading("GET one product", turns::next),
        Scenario.reading("GET a page of 20 products", always(PRODUCTS)),
        new Scenario(
            "POST a new product",
            () -> Question.post(PRODUCTS, newProduct(added.incrementAndGet())),
            201,
            Set.of("id", "sku", "createdAt", "updatedAt"),
            database::removeAdded));
  }

  private static String newProduct(long number) {
    return """
        {"sku":"%s%09d","name":"Rustic Oak Cutting Board",\
        "description":"Solid European oak, oiled twice. For bread, cheese and everything else.",\
        "price":{"amountMinor":4990,"currency":"EUR"}}"""
        .formatted(ShopDatabase.ADDED, number);
  }

  static Supplier<Question> always(String path) {
    Question question = Question.get(path);
    return () -> question;
  }
}
