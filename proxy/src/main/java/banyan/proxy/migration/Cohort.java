package banyan.proxy.migration;

/**
 * What an identity is to a migration. Pure: the same salt, identity and weight give the same cohort
 * on every instance and in every year.
 *
 * <p>{@code bucket = SipHash-2-4(salt, identity) mod 10 000}, and the new side answers the buckets
 * below the weight. So raising the weight only adds identities, lowering it removes those added
 * last, and a second try with the same salt begins with the same people. The baseline is cut from
 * the other end, so it too only grows until half of all are on the new side.
 */
public enum Cohort {
  /** Answered by the new side. */
  CANDIDATE,
  /**
   * Answered by the old side, and compared: as many as there are candidates, if so many are left.
   */
  BASELINE,
  /** Answered by the old side, and not compared. */
  REST;

  /** So many buckets there are. */
  public static final int BUCKETS = 10_000;

  /** The bucket of an identity, 0 to 9 999. */
  public static int bucket(Salt salt, String identity) {
    return (int) Long.remainderUnsigned(salt.hash(identity), BUCKETS);
  }

  /** The cohort of a bucket while the new side has this weight. */
  public static Cohort of(int bucket, Weight weight) {
    if (bucket < weight.buckets()) {
      return CANDIDATE;
    }
    int baseline = Math.min(weight.buckets(), BUCKETS - weight.buckets());
    return bucket >= BUCKETS - baseline ? BASELINE : REST;
  }

  public Side side() {
    return switch (this) {
      case CANDIDATE -> Side.TO;
      case BASELINE, REST -> Side.FROM;
    };
  }

  /** Lower-case, for logs and metrics. */
  public String word() {
    return switch (this) {
      case CANDIDATE -> "candidate";
      case BASELINE -> "baseline";
      case REST -> "rest";
    };
  }
}
