package banyan.proxy.migration;

import banyan.proxy.publish.Reason;

/** What a move rests on. */
public sealed interface Evidence {
  /** Nothing was demanded. */
  record Undemanded() implements Evidence {}

  /**
   * Something that was found and holds.
   *
   * @param kind {@code certificate}, {@code verdict} or {@code quiet}
   * @param id by which it can be found again, such as a hash
   */
  record Found(String kind, String id) implements Evidence {
    public Found {
      Reason.check("evidence", kind, TEXT_MAX);
      Reason.check("evidence", id, TEXT_MAX);
    }
  }

  /** Somebody who may took it upon themselves, for a reason of 1 to 500 characters. */
  record Overridden(String reason) implements Evidence {
    public Overridden {
      Reason.check("override", reason, TEXT_MAX);
    }
  }

  /** The longest text of evidence. */
  int TEXT_MAX = 500;
}
