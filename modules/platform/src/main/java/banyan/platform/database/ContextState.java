package banyan.platform.database;

/** What a context's database can do now. */
public sealed interface ContextState {
  /** The database is not reachable; it is tried again without end. */
  record Waiting(String reason) implements ContextState {}

  /** The database is there; roles, schema and tables are being brought up to date. */
  record Migrating() implements ContextState {}

  /** Transactions run. */
  record Ready() implements ContextState {}

  /** Needs a person: a migration failed, the schema breaks a rule, or rights are missing. */
  record Broken(String reason) implements ContextState {}

  default boolean isReady() {
    return this instanceof Ready;
  }

  /** One line for people. */
  default String description() {
    return switch (this) {
      case Waiting waiting -> "waiting: " + waiting.reason();
      case Migrating migrating -> "migrating";
      case Ready ready -> "ready";
      case Broken broken -> "broken: " + broken.reason();
    };
  }
}
