package banyan.app.demo;

import java.util.List;

/**
 * What one client does, over and over. Nobody both reads and writes products: a writer who waits
 * for a dead service must not keep a reader waiting.
 */
enum Trade {
  READER(0.8, List.of(Kind.SHOW, Kind.PRICE, Kind.LIST, Kind.PRICE)),
  WRITER(0.1, List.of(Kind.ADD, Kind.REPRICE)),
  BUYER(0.1, List.of(Kind.ORDER, Kind.SHOW, Kind.PRICE));

  private final double share;
  private final List<Kind> mix;

  Trade(double share, List<Kind> mix) {
    this.share = share;
    this.mix = mix;
  }

  /** Its share of the requests; a shop is asked for more than it sells. */
  double share() {
    return share;
  }

  /** The trade of a client, by its number from 0 on. */
  static Trade of(int client) {
    return values()[client % values().length];
  }

  Kind at(int step) {
    return mix.get(step % mix.size());
  }
}
