package banyan.app.demo;

import java.util.Locale;

/** Who answers the reads of a stage, as far as their migration says. */
enum Reads {
  /** The monolith. */
  HOME,
  /** The side of each shopper. */
  SHARED,
  /** Either side: in the midst of the stage everybody goes back. */
  OPEN,
  /** The service. */
  AWAY;

  String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
