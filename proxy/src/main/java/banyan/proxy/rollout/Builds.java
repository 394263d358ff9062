package banyan.proxy.rollout;

import banyan.proxy.migration.Migration;

/** Tells what runs on both sides of a migration. Any thread; quick. */
@FunctionalInterface
public interface Builds {
  /** Another text where another build or configuration runs: evidence is of one and no other. */
  String of(Migration migration);

  /** A process that is not told. */
  static Builds untold() {
    return _ -> "";
  }
}
