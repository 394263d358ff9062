package banyan.app.demo;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a client of the demo does. */
enum Kind {
  /** Asks for a page of products. */
  LIST(Portion.READS),
  /** Asks for a product that nobody changes. */
  SHOW(Portion.READS),
  /** Asks for a product whose price changes. */
  PRICE(Portion.READS),
  /** Adds a product, with a key. */
  ADD(Portion.WRITES),
  /** Changes a price, on the condition that nobody else has. */
  REPRICE(Portion.WRITES),
  /** Receives goods, with a key. */
  RECEIVE(null),
  /** Places an order, with a key; it makes the orders call the catalogue. */
  ORDER(Portion.CALLS);

  private final @Nullable Portion portion;

  Kind(@Nullable Portion portion) {
    this.portion = portion;
  }

  /** What it is a part of; empty for what stays where it is. */
  Optional<Portion> portion() {
    return Optional.ofNullable(portion);
  }

  /** Whether it changes nothing (RFC 9110 section 9.2.1): a client does not repeat it. */
  boolean isSafe() {
    return portion == Portion.READS;
  }
}
