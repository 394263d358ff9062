package banyan.proxy.gate;

/**
 * How many standard errors a difference must have before it counts, when somebody looks at it all
 * the time: the boundary of Robbins' normal mixture, {@code sqrt((1 + 1/t)(ln(1 + t) + 2 ln
 * (1/alpha)))} after information t. A sum without drift ever crosses it with probability alpha at
 * most (Robbins 1970; for averages of any distribution Waudby-Smith and others, Time-uniform
 * central limit theory, 2024).
 */
final class AnytimeBound {
  private AnytimeBound() {}

  /**
   * @param information in units of that at which the boundary shall be sharpest; above 0
   */
  static double standardErrors(double information, double alpha) {
    return Math.sqrt((1 + 1 / information) * (Math.log1p(information) - 2 * Math.log(alpha)));
  }

  /**
   * The normal score that is as rare as Student's t with so many degrees of freedom (Wallace 1959):
   * a standard error from few groups is itself uncertain.
   */
  static double normalScore(double t, double degrees) {
    double scale = (8 * degrees + 1) / (8 * degrees + 3);
    return Math.signum(t) * scale * Math.sqrt(degrees * Math.log1p(t * t / degrees));
  }
}
