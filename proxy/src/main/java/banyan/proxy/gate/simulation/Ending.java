package banyan.proxy.gate.simulation;

/**
 * How one release ended.
 *
 * @param rollbackMinutes after how long it was rolled back; infinite if it was not
 * @param promotionMinutes after how long it could have been promoted, to five minutes; infinite if
 *     it could not before it was rolled back or its time was over
 */
record Ending(double rollbackMinutes, double promotionMinutes) {
  boolean isRolledBack() {
    return rollbackMinutes < Double.POSITIVE_INFINITY;
  }
}
