package banyan.app.demo;

import java.time.Instant;
import java.util.List;

/**
 * One change that a client wants, however often it had to be sent.
 *
 * @param key its idempotency key; empty for a price, which has a condition instead
 * @param subject the SKU that it is about
 * @param amount the price in minor units that it sets, or the pieces that it is about
 * @param began before the first attempt
 * @param ended after the last one
 * @param answers what each acknowledgement said, such as an address; none when it was never
 *     acknowledged
 */
record Write(
    Kind kind,
    String key,
    String subject,
    long amount,
    Instant began,
    Instant ended,
    List<String> answers) {
  Write {
    answers = List.copyOf(answers);
  }

  boolean isAcknowledged() {
    return !answers.isEmpty();
  }

  boolean setsPrice() {
    return kind == Kind.ADD || kind == Kind.REPRICE;
  }

  @Override
  public String toString() {
    return kind + " " + subject + (key.isEmpty() ? " at " + amount : ", key " + key);
  }
}
