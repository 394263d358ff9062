package banyan.proxy.gate;

/**
 * What is known of one latency quantile.
 *
 * @param isKnown false while there are too few answers or clients
 * @param score standard errors by which the candidate is within what is tolerated; below zero it is
 *     slower than that
 * @param information in units of that at which the boundary is sharpest
 * @param baseline the baseline's quantile of the last minutes, milliseconds; 0 while unknown
 * @param candidate the candidate's
 */
record LatencyScore(
    boolean isKnown, double score, double information, double baseline, double candidate) {
  boolean isHarm(double alpha) {
    return isKnown && score <= -AnytimeBound.standardErrors(information, alpha);
  }

  boolean isTolerable(double alpha) {
    return isKnown && score >= AnytimeBound.standardErrors(information, alpha);
  }
}
