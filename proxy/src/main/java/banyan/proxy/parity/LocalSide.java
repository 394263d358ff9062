package banyan.proxy.parity;

import banyan.proxy.migration.Migration;

/** What the code of this process is, where it is a side of a migration. Any thread. */
public interface LocalSide {
  /** What tells this artefact from every other one. */
  String build();

  /** A hash of what configures the code behind the routes of a migration. */
  String configuration(Migration migration);
}
