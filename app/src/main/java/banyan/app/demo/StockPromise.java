package banyan.app.demo;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Judges the stock against what was received and sold: a receipt that counts twice shows here. */
final class StockPromise {
  private StockPromise() {}

  static Verdict addsUp(Evidence evidence) {
    Map<String, Long> received = new HashMap<>();
    for (Write write : evidence.writes()) {
      if (write.kind() == Kind.RECEIVE) {
        received.merge(write.subject(), write.amount(), Long::sum);
      }
    }
    List<String> wrong = new ArrayList<>();
    long sold = 0;
    for (Map.Entry<String, Long> goods : received.entrySet()) {
      Stored.Stock stock =
          evidence.stored().stock().getOrDefault(goods.getKey(), new Stored.Stock(0, 0, 0));
      sold += stock.sold();
      if (stock.reserved() != 0 || stock.onHand() + stock.sold() != goods.getValue()) {
        wrong.add(
            "%s: %d received; %d on hand, %d sold, %d reserved"
                .formatted(
                    goods.getKey(),
                    goods.getValue(),
                    stock.onHand(),
                    stock.sold(),
                    stock.reserved()));
      }
    }
    return Verdict.of(
        received.size(),
        "%d SKUs, %d pieces sold, none lost".formatted(received.size(), sold),
        wrong);
  }
}
