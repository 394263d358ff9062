package banyan.acceptance;

/** Where a move stands in the database when its process is killed. */
enum MoveKillPoint {
  /** Nothing is written. */
  BEFORE_THE_ENTRY(false, "LOCK TABLE proxy.audit IN EXCLUSIVE MODE"),
  /** The entry is written, and its process has not asked for the commit. */
  BEFORE_THE_COMMIT(false, "SELECT pg_advisory_xact_lock(2)"),
  /** The server commits, and nobody lives to hear of it. */
  WHILE_IT_COMMITS(true, "SELECT pg_advisory_xact_lock(3)");

  /** Lets the server stand still at what the points hold. */
  static final String GATES =
      """
      CREATE FUNCTION proxy.pass() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        PERFORM pg_advisory_xact_lock_shared(TG_ARGV[0]::bigint);
        RETURN NULL;
      END
      $$;
      CREATE TRIGGER pass_insert AFTER INSERT ON proxy.audit
        FOR EACH ROW EXECUTE FUNCTION proxy.pass(2);
      CREATE CONSTRAINT TRIGGER pass_commit AFTER INSERT ON proxy.audit
        DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION proxy.pass(3)
      """;

  /** Whether a transaction is under way that adds an entry, dead as its process may be. */
  static final String UNDER_WAY =
      """
      SELECT EXISTS (SELECT FROM pg_locks
                     WHERE relation = 'proxy.audit'::regclass AND mode = 'RowExclusiveLock')
      """;

  private final boolean isMade;
  private final String hold;

  MoveKillPoint(boolean isMade, String hold) {
    this.isMade = isMade;
    this.hold = hold;
  }

  /** Whether the move is made in the end. */
  boolean isMade() {
    return isMade;
  }

  /** What takes the lock at which the move stands still. */
  String hold() {
    return hold;
  }
}
