package banyan.proxy.retirement;

import banyan.proxy.migration.Migration;

/** A migration between two moves: hits count anew with each. */
public record Period(String migration, long revision) {
  static Period of(Migration migration) {
    return new Period(migration.name(), migration.revision());
  }
}
