package banyan.proxy.retirement;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The old side of a migration whose new one answers everybody, as operators are told.
 *
 * @param hits since then, or since it was retired
 * @param since when that was
 * @param last when the last one was; empty for none
 * @param cause of the last
 * @param route of the last
 * @param caller of the last: a principal, or the network of an address
 * @param rollback whether going back is safe, in words
 */
public record OldSide(
    long hits,
    String since,
    String last,
    String cause,
    String route,
    String caller,
    String rollback) {
  static OldSide of(@Nullable Hits hits, RollbackSafety safety, Instant since) {
    return hits == null
        ? new OldSide(0, since.toString(), "", "", "", "", safety.words())
        : new OldSide(
            hits.count(),
            since.toString(),
            hits.last().toString(),
            hits.cause(),
            hits.route(),
            hits.caller(),
            safety.words());
  }
}
