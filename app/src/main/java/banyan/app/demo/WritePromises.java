package banyan.app.demo;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Judges what the database holds against what was acknowledged. */
final class WritePromises {
  private WritePromises() {}

  static Verdict allAcknowledged(Evidence evidence) {
    List<Write> writes = evidence.writes();
    return Verdict.of(
        writes.size(),
        writes.size() + " writes, all acknowledged",
        writes.stream().filter(write -> !write.isAcknowledged()).map(Write::toString).toList());
  }

  static Verdict repetitionsAreAlike(Evidence evidence) {
    List<Write> repeated =
        evidence.writes().stream().filter(write -> write.answers().size() > 1).toList();
    return Verdict.of(
        repeated.size(),
        repeated.size() + " keys were sent again after their answer, and got it again",
        repeated.stream()
            .filter(write -> new HashSet<>(write.answers()).size() > 1)
            .map(write -> write + ": " + write.answers())
            .toList());
  }

  static Verdict acknowledgedOnce(Evidence evidence) {
    List<Write> acknowledged = evidence.writes().stream().filter(Write::isAcknowledged).toList();
    Stored stored = evidence.stored();
    List<String> wrong = new ArrayList<>();
    for (Write write : acknowledged) {
      long found = effects(stored, write);
      if (found != 1) {
        wrong.add(write + ": there " + found + " times");
      }
    }
    changes(evidence.writes()).forEach((sku, changes) -> changes.check(sku, stored, wrong));
    return Verdict.of(
        acknowledged.size(), acknowledged.size() + " acknowledged writes, each there once", wrong);
  }

  static Verdict othersAtMostOnce(Evidence evidence) {
    Stored stored = evidence.stored();
    List<String> wrong = new ArrayList<>();
    Set<String> known = new HashSet<>();
    int others = 0;
    for (Write write : evidence.writes()) {
      known.add(write.subject());
      known.add(write.key());
      if (!write.isAcknowledged()) {
        others++;
        long found = effects(stored, write);
        if (found > 1) {
          wrong.add(write + ": there " + found + " times");
        }
      }
    }
    stored.products().keySet().stream()
        .filter(sku -> !known.contains(sku))
        .forEach(sku -> wrong.add("product " + sku + ": nobody has added it"));
    stored.orders().keySet().stream()
        .filter(key -> !known.contains(key))
        .forEach(key -> wrong.add("order of " + key + ": nobody has placed it"));
    return Verdict.of(
        evidence.writes().size(),
        others + " writes without acknowledgement, none there twice; nothing there unasked",
        wrong);
  }

  /** How often a write is there; what is counted otherwise counts as there. */
  private static long effects(Stored stored, Write write) {
    return switch (write.kind()) {
      case ADD -> {
        Stored.Product product = stored.products().get(write.subject());
        yield product == null ? 0 : product.rows();
      }
      case ORDER ->
          stored.orders().getOrDefault(write.key(), List.of()).stream()
              .filter(Stored.CONFIRMED::equals)
              .count();
      // A price is counted by versions, a receipt by pieces.
      case REPRICE, RECEIVE -> 1;
      case LIST, SHOW, PRICE -> throw new IllegalArgumentException(write + " is no write");
    };
  }

  private static Map<String, Changes> changes(List<Write> writes) {
    Map<String, Changes> changes = new TreeMap<>();
    for (Write write : writes) {
      if (write.kind() == Kind.REPRICE) {
        changes.merge(write.subject(), Changes.of(write), Changes::and);
      }
    }
    return changes;
  }

  /** The price changes of one product. */
  private record Changes(long acknowledged, long others, long lastAmount) {
    static Changes of(Write write) {
      return write.isAcknowledged()
          ? new Changes(1, 0, write.amount())
          : new Changes(0, 1, write.amount());
    }

    Changes and(Changes later) {
      return new Changes(
          acknowledged + later.acknowledged, others + later.others, later.lastAmount);
    }

    /** Each change is a version; where an outcome is unknown, there may be one more. */
    void check(String sku, Stored stored, List<String> wrong) {
      Stored.Product product = stored.products().get(sku);
      if (product == null) {
        wrong.add("product " + sku + ": its prices were changed, and it is not there");
        return;
      }
      long made = product.version() - 1;
      if (made < acknowledged || made > acknowledged + others) {
        wrong.add(
            "product %s: %d price changes acknowledged, %d made"
                .formatted(sku, acknowledged, made));
      }
      if (others == 0 && product.amount() != lastAmount) {
        wrong.add("product %s: costs %d, not %d".formatted(sku, product.amount(), lastAmount));
      }
    }
  }
}
