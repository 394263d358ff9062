package banyan.proxy.gate;

/**
 * What is known of one latency quantile.
 *
 * @param isKnown false while there are too few answers or clients
 * @param score standard errors by which the candidate is within what is tolerated; below zero it is
 *     slower than that
 * @param steadiness the same by blocks of time, as if each was one observation
 * @param information in units of that at which the boundary is sharpest
 * @param baseline the baseline's quantile of the last minutes, milliseconds; 0 while unknown
 * @param candidate the candidate's
 */
record LatencyScore(
    boolean isKnown,
    double score,
    double steadiness,
    double information,
    double baseline,
    double candidate) {
  /**
   * The level at which slowness must be steady. It stands beside the level of harm, not in its
   * place: it is what holds a few pauses, or a cold start, from being taken for slowness.
   */
  private static final double STEADY_ALPHA = 0.01;

  boolean isHarm(double alpha) {
    return isKnown
        && score <= -AnytimeBound.standardErrors(information, alpha)
        && steadiness <= -AnytimeBound.standardErrors(information, STEADY_ALPHA);
  }

  boolean isTolerable(double alpha) {
    return isKnown && score >= AnytimeBound.standardErrors(information, alpha);
  }
}
