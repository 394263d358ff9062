package banyan.orders;

import java.util.Locale;

/** How far an order has come. The last three of these are final, save that one may be cancelled. */
public enum OrderStatus {
  /** Known; nothing asked of anybody yet. */
  PLACED,
  /** The prices are agreed; stock may be reserved. */
  PRICED,
  /** Stock is reserved; the reservation may be committed. */
  RESERVED,
  /** The buyer is being given up: stock goes back. */
  CANCELLING,
  /** The goods are the buyer's. */
  CONFIRMED,
  /** It could not be had as asked; nothing is reserved. */
  REFUSED,
  /** Taken back; nothing is reserved. */
  CANCELLED;

  /** Reads a {@link #word}. */
  public static OrderStatus of(String word) {
    return valueOf(word.toUpperCase(Locale.ROOT));
  }

  /** As the API and the table write it. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
