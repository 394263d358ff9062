package banyan.app.demo;

import java.util.List;

/**
 * What one client does, over and over. Nobody both reads and writes products: a writer who waits
 * for a dead service must not keep a reader waiting.
 */
enum Trade {
  READER(List.of(Kind.SHOW, Kind.PRICE, Kind.LIST, Kind.PRICE)),
  WRITER(List.of(Kind.ADD, Kind.REPRICE)),
  BUYER(List.of(Kind.ORDER, Kind.SHOW, Kind.PRICE));

  private final List<Kind> mix;

  Trade(List<Kind> mix) {
    this.mix = mix;
  }

  /** The trade of a client, by its number from 0 on. */
  static Trade of(int client) {
    return values()[client % values().length];
  }

  Kind at(int step) {
    return mix.get(step % mix.size());
  }
}
