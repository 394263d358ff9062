package banyan.app.demo;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** One client at its trade, one request after the other. For one thread. */
final class Shopper implements Runnable {
  /**
   * Of so many additions and orders one is sent again after its answer, as if that had been lost.
   */
  private static final int REPEATED_EVERY = 3;

  /** The cookie that tells visitors apart. */
  static final String COOKIE = "visitor";

  /** So many that there are some of one percent of them. */
  private static final int VISITORS = 2_000;

  private final int number;
  private final Circle circle;
  private final long nanosBetween;
  private final Trade trade;
  private final Goods.Priced own;
  private long price;
  private String tag;
  private int steps;
  private int visits;
  private int additions;
  private int orders;

  /**
   * What all clients share.
   *
   * @param over ends them
   */
  record Circle(
      DemoPlan plan,
      String run,
      Goods goods,
      ShopDoor door,
      Insistence insistence,
      Journal journal,
      CountDownLatch over) {}

  /**
   * @param number from 0 on, less than the plan's clients
   */
  Shopper(int number, Circle circle) {
    this.number = number;
    this.circle = circle;
    this.trade = Trade.of(number);
    // A product for each client that writes; others only look at them.
    this.own = circle.goods().priced().get(number / Trade.values().length);
    this.price = own.price();
    this.tag = own.tag();
    double clients = (double) circle.plan().clients() / Trade.values().length;
    this.nanosBetween =
        Math.round(TimeUnit.SECONDS.toNanos(1) * clients / (circle.plan().rate() * trade.share()));
    // Clients that began together would do the same at the same time.
    this.steps = number;
  }

  @Override
  public void run() {
    long next = System.nanoTime() + nanosBetween * number / circle.plan().clients();
    while (!isOverAt(next)) {
      act(trade.at(steps));
      steps++;
      // What an outage has kept back is not sent in a burst afterwards.
      next = Math.max(next + nanosBetween, System.nanoTime());
    }
  }

  private boolean isOverAt(long next) {
    try {
      return circle.over().await(next - System.nanoTime(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return true;
    }
  }

  private void act(Kind kind) {
    Goods goods = circle.goods();
    switch (kind) {
      case LIST ->
          circle
              .door()
              .send(
                  ShopDoor.Asked.read(
                      Kind.LIST, "", Goods.PRODUCTS + "?q=steel&limit=5", visitor()),
                  Answered::digest);
      case SHOW -> show(goods.fixed().get((steps * 7 + number) % goods.fixed().size()));
      case PRICE -> price(goods.priced().get((steps + number) % goods.priced().size()).sku());
      case ADD -> add();
      case REPRICE -> reprice();
      case ORDER -> order();
      case RECEIVE -> throw new IllegalArgumentException(kind + " is not in the mix");
    }
  }

  private void show(String sku) {
    circle
        .door()
        .send(ShopDoor.Asked.read(Kind.SHOW, sku, bySku(sku), visitor()), Answered::digest);
  }

  private Answered price(String sku) {
    return circle
        .door()
        .send(ShopDoor.Asked.read(Kind.PRICE, sku, bySku(sku), visitor()), Answered::price);
  }

  /** For each read it is another visitor of the shop, all in turn. */
  private String visitor() {
    visits++;
    return "visitor-" + (number + (long) visits * circle.plan().clients()) % VISITORS;
  }

  /** Where a product is read by its SKU. */
  static String bySku(String sku) {
    return Goods.PRODUCTS + "/by-sku/" + sku;
  }

  private void add() {
    additions++;
    String sku = Goods.sku(circle.run(), number + "-" + additions);
    boolean repeats = additions % REPEATED_EVERY == 0;
    circle
        .insistence()
        .write(Goods.addition(circle.run(), sku, 100L + additions, repeats), circle.journal());
  }

  private void order() {
    orders++;
    List<String> sold = circle.goods().sold();
    String key = circle.run() + "-order-" + number + "-" + orders;
    String sku = sold.get((number + orders) % sold.size());
    boolean repeats = orders % REPEATED_EVERY == 0;
    circle.insistence().write(Goods.order(key, sku, repeats), circle.journal());
  }

  /**
   * Changes the price of the client's own product. It has no key: whether an attempt without answer
   * was successful shows in the product, and the condition keeps a late one from harm.
   */
  private void reprice() {
    long wanted = price + 1;
    Instant began = circle.door().clock().instant();
    boolean isDone = circle.insistence().until(turn -> changes(wanted, turn));
    price = wanted;
    circle
        .journal()
        .add(
            new Write(
                Kind.REPRICE,
                "",
                own.sku(),
                wanted,
                began,
                circle.door().clock().instant(),
                isDone ? List.of(Long.toString(wanted)) : List.of()));
  }

  private boolean changes(long wanted, int turn) {
    Answered changed =
        circle
            .door()
            .send(
                new ShopDoor.Asked(
                    Kind.REPRICE,
                    turn,
                    own.sku(),
                    "PUT",
                    own.path() + "/price",
                    Map.of("If-Match", tag),
                    Goods.money(wanted)),
                Answered::price);
    if (changed.isGood()) {
      tag = changed.tag();
      return true;
    }
    Answered seen = price(own.sku());
    if (seen.isGood()) {
      tag = seen.tag();
    }
    return seen.isGood() && seen.price().equals(Long.toString(wanted));
  }
}
