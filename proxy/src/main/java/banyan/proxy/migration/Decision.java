package banyan.proxy.migration;

/** What the rules of the stages say to a move; see {@link Moves}. */
public sealed interface Decision {
  /**
   * The move leads here, if there is what it demands.
   *
   * @param weight that of the canary, kept also at later stages, so that going back finds it
   */
  record Allowed(Stage stage, Weight weight, Demand demand) implements Decision {}

  /** The move is none from here. The reason says what is possible instead. */
  record Refused(String reason) implements Decision {}

  /** What a move must rest on, unless somebody who may overrides it with a reason. */
  enum Demand {
    NOTHING("nothing", "nothing"),
    /** That both sides answer alike. */
    CERTIFICATE("certificate", "a valid certificate of parity"),
    /** That the new side is no worse under its share of the traffic. */
    VERDICT("verdict", "the gate's verdict to promote"),
    /** That nobody needs the old side any more. */
    QUIET("quiet time", "a time without a hit on the old side");

    private final String kind;
    private final String words;

    Demand(String kind, String words) {
      this.kind = kind;
      this.words = words;
    }

    public String kind() {
      return kind;
    }

    public String words() {
      return words;
    }
  }
}
