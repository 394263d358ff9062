package banyan.proxy.balance;

import banyan.proxy.route.Balancing.Ejection;

/** For how long an endpoint is ejected, and how many may be. Pure functions. */
final class Ejections {
  private static final int DOUBLINGS_MAX = 30;

  private Ejections() {}

  /**
   * How long an ejection lasts: twice as long as the one before.
   *
   * @param before how many there were before that still count
   */
  static long nanos(Ejection rule, int before) {
    long first = rule.time().toNanos();
    long last = rule.timeMax().toNanos();
    return before >= DOUBLINGS_MAX || first > last >> before ? last : first << before;
  }

  /**
   * How many of the earlier ejections still count: one less for each time that the first one would
   * have lasted, in which the endpoint served.
   *
   * @param servedNanos since it came back
   */
  static int remembered(Ejection rule, int before, long servedNanos) {
    long forgiven = servedNanos / Math.max(1, rule.time().toNanos());
    return (int) Math.max(0, before - forgiven);
  }

  /** How many endpoints may be ejected at once; never all. */
  static int max(Ejection rule, int endpoints) {
    return Math.min(endpoints - 1, (int) (endpoints * rule.shareMax()));
  }

  /**
   * Whether so few may be used that those who are left would be overrun: then all are used.
   *
   * @param panicShare the smallest part that is enough, from 0 to 1
   */
  static boolean isPanic(int usable, int endpoints, double panicShare) {
    return usable == 0 || usable < endpoints * panicShare;
  }
}
