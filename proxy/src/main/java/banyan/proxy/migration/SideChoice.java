package banyan.proxy.migration;

import banyan.proxy.migration.IdentityChain.Identity;
import banyan.proxy.route.Destination;
import org.jspecify.annotations.Nullable;

/**
 * Which side of a migration answers one request, and why.
 *
 * @param identity null where it was not asked for, or the request has none
 * @param bucket of the identity; {@link #NO_BUCKET} without one
 * @param fallback the old side, which answers when the new one provably did not process the
 *     request, or failed a safe one before a byte of an answer; null where it may not
 */
public record SideChoice(
    Migration migration,
    Side side,
    Cohort cohort,
    Cause cause,
    @Nullable Identity identity,
    int bucket,
    @Nullable Destination fallback) {
  /** The bucket of nobody. */
  public static final int NO_BUCKET = -1;

  /** Why a side was chosen. */
  public enum Cause {
    /** At this stage one side answers everybody. */
    STAGE("stage"),
    /** By the bucket of the identity. */
    COHORT("cohort"),
    /** Nothing tells who asks: the old side, until the new one answers all. */
    UNKNOWN("unknown"),
    /** Somebody who may asked for it. */
    FORCED("forced"),
    /** It minted what the request brings along, and another side would have been chosen. */
    ARTEFACT("artefact"),
    /** It was asked before with the request's idempotency key. */
    KEY("key");

    private final String word;

    Cause(String word) {
      this.word = word;
    }

    /** Lower-case, for reports. */
    public String word() {
      return word;
    }
  }

  /**
   * Chooses. Pure.
   *
   * @param asker who asks
   * @param forced the side that somebody with the right asks for; null for none
   * @param minter the side that alone understands what the request brings along; null for none
   */
  public static SideChoice of(
      Migration migration, Asker asker, @Nullable Side forced, @Nullable Side minter) {
    SideChoice choice = of(migration, asker, forced);
    if (forced != null || minter == null || minter == choice.side()) {
      return choice;
    }
    return new SideChoice(
        migration, minter, Cohort.REST, Cause.ARTEFACT, choice.identity(), choice.bucket(), null);
  }

  /** Chooses for a request that brings along nothing. Pure. */
  public static SideChoice of(Migration migration, Asker asker, @Nullable Side forced) {
    return switch (migration.stage()) {
      case PREPARED, SHADOW -> fixed(migration, Side.FROM, forced);
      case LIVE, RETIRED -> fixed(migration, Side.TO, forced);
      case CANARY -> byCohort(migration, asker, forced);
    };
  }

  /** The same choice with the old side behind the new one. */
  SideChoice fallingBackTo(Destination old) {
    return new SideChoice(migration, side, cohort, cause, identity, bucket, old);
  }

  /** The same request where its key is: no sample of anybody. */
  public SideChoice whereItsKeyIs(Side known) {
    return new SideChoice(migration, known, Cohort.REST, Cause.KEY, identity, bucket, null);
  }

  /** One line for people. */
  public String words() {
    return switch (cause) {
      case STAGE -> "everybody is answered by that side at " + migration.standing();
      case KEY -> "that side was asked before with the same key";
      case FORCED -> "the request asks for that side, and may";
      case ARTEFACT -> "the request brings along what that side minted";
      case UNKNOWN -> "nothing tells who asks; the new side answers all such at 100%";
      case COHORT ->
          "bucket %d is %s %d, the weight of the new side"
              .formatted(
                  bucket, side == Side.TO ? "below" : "not below", migration.weight().buckets());
    };
  }

  private static SideChoice fixed(Migration migration, Side side, @Nullable Side forced) {
    Side chosen = forced == null ? side : forced;
    Cohort cohort = chosen == Side.TO ? Cohort.CANDIDATE : Cohort.REST;
    Cause cause = forced == null ? Cause.STAGE : Cause.FORCED;
    return new SideChoice(migration, chosen, cohort, cause, null, NO_BUCKET, null);
  }

  private static SideChoice byCohort(Migration migration, Asker asker, @Nullable Side forced) {
    Weight weight = migration.weight();
    Identity identity = migration.identity().of(asker, migration.salt()).orElse(null);
    if (forced != null) {
      // Who forces a side is no sample of anybody.
      return new SideChoice(
          migration, forced, Cohort.REST, Cause.FORCED, identity, NO_BUCKET, null);
    }
    if (identity == null) {
      boolean isAll = weight.equals(Weight.ALL);
      return new SideChoice(
          migration,
          isAll ? Side.TO : Side.FROM,
          Cohort.REST,
          Cause.UNKNOWN,
          null,
          NO_BUCKET,
          null);
    }
    int bucket = Cohort.bucket(migration.salt(), identity.value());
    Cohort cohort = Cohort.of(bucket, weight);
    return new SideChoice(migration, cohort.side(), cohort, Cause.COHORT, identity, bucket, null);
  }
}
