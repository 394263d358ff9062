package banyan.proxy.shadow;

/**
 * How many copies a second the processors have time for. While they have plenty, all that are
 * wanted; else as many as fit into what others leave of them below {@value #TARGET}, or into the
 * share that copies always have, whichever is more. Processors that are full leave nothing. What
 * was taken beyond that is owed, and paid later. Immutable.
 *
 * @param perSecond copies; infinite where nothing is short, never below {@value #FLOOR}
 * @param nanos processor time of earlier copies; those of long ago weigh less
 * @param copies that took it, with the same weights
 * @param owedNanos processor time that copies took beyond what they had
 */
record CopyGrant(double perSecond, double nanos, double copies, double owedNanos) {
  /** Before anything is known, and whenever nothing is short. */
  static final CopyGrant ALL = new CopyGrant(Double.POSITIVE_INFINITY, 0, 0, 0);

  /** So that evidence comes however busy everybody is. */
  static final double FLOOR = 1;

  /** Up to this load copies may fill the processors: beyond, requests begin to wait in line. */
  static final double TARGET = 0.75;

  /** From this load on there is no telling what others would take if they could. */
  static final double FULL = 0.95;

  /** At most so many looks' worth of time is owed: one burst must not end copies for minutes. */
  private static final double OWED_LOOKS_MAX = 2;

  /** What the cost of a copy is remembered of, from look to look. */
  private static final double MEMORY = 0.5;

  private static final double SECOND = 1e9;

  boolean isLimited() {
    return perSecond != Double.POSITIVE_INFINITY;
  }

  /**
   * The grant for the time until the next look.
   *
   * @param share of the processors that copies may always take, above 0 and at most 1
   */
  CopyGrant next(CopySigns signs, double share) {
    boolean isNew = signs.copied() > 0;
    double nanosNow = isNew ? nanos * MEMORY + signs.copyNanos() : nanos;
    double copiesNow = isNew ? copies * MEMORY + signs.copied() : copies;
    double cost = copiesNow == 0 ? 0 : nanosNow / copiesNow;
    boolean isFull = signs.isLate() || signs.busy() >= FULL;
    double all = signs.allNanos();
    double room = TARGET - Math.max(0, signs.busy() - signs.copyNanos() / all);
    double wanted = (signs.copied() + signs.shed()) * cost / all;
    boolean isPlenty = !isFull && (isLimited() ? wanted <= room : signs.busy() < TARGET);
    if (isPlenty || cost == 0) {
      return new CopyGrant(ALL.perSecond, nanosNow, copiesNow, 0);
    }
    double had = all * (isFull ? share : Math.max(share, room));
    double owed = Math.clamp(owedNanos + signs.copyNanos() - had, 0, OWED_LOOKS_MAX * had);
    double fitting = (had - owed) / cost * SECOND / signs.nanos();
    return new CopyGrant(Math.max(FLOOR, fitting), nanosNow, copiesNow, owed);
  }
}
