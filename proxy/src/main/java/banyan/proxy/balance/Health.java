package banyan.proxy.balance;

import banyan.proxy.route.Balancing.HealthCheck;

/**
 * What the health checks of an endpoint came to. Immutable.
 *
 * @param isHealthy whether it may get requests
 * @param streak answers in a row that contradict it
 */
record Health(boolean isHealthy, int streak) {
  /** Nobody asked yet: good until it is seen to be bad. */
  static final Health UNASKED = new Health(true, 0);

  Health after(boolean isGood, HealthCheck rule) {
    if (isGood == isHealthy) {
      return new Health(isHealthy, 0);
    }
    int needed = isHealthy ? rule.unhealthyAfter() : rule.healthyAfter();
    return streak + 1 >= needed ? new Health(isGood, 0) : new Health(isHealthy, streak + 1);
  }
}
