package banyan.acceptance;

/** A step of the whole way of a migration, with one step back, and where it leads. */
enum MovedStep {
  CREATE("prepared", ""),
  SHADOW("shadow", "\"move\": \"shadow\""),
  CANARY("canary 10%", "\"move\": \"canary\", \"weight\": \"10\", \"override\": \"a test\""),
  ROLLBACK("shadow", "\"move\": \"rollback\""),
  MORE("canary 50%", "\"move\": \"canary\", \"weight\": \"50\", \"override\": \"a test\""),
  PROMOTE("live", "\"move\": \"promote\", \"override\": \"a test\""),
  RETIRE("retired", "\"move\": \"retire\", \"override\": \"a test\"");

  private final String standing;
  private final String members;

  MovedStep(String standing, String members) {
    this.standing = standing;
    this.members = members;
  }

  /** Where the migration stands after it. */
  String standing() {
    return standing;
  }

  /** What the migration's revision is after it. */
  long revision() {
    return ordinal() + 1L;
  }

  /** The endpoint that takes it. */
  String path() {
    return this == CREATE ? "/migrations/create" : "/migrations/move";
  }

  /**
   * The request that asks for it.
   *
   * @param sides those of a new migration, as members of JSON
   */
  String body(String name, String sides) {
    return this == CREATE
        ? "{\"name\": \"%s\", \"routes\": [\"/%s/**\"], %s, \"why\": \"a test\"}"
            .formatted(name, name, sides)
        : "{\"name\": \"%s\", %s, \"why\": \"a test\"}".formatted(name, members);
  }
}
