package banyan.proxy.migration;

import banyan.proxy.migration.Decision.Demand;

/** Where the evidence for moves is kept. Any thread; may block shortly. */
public interface EvidenceSource {
  /** Looks for what a move of this migration demands. */
  Finding find(Migration migration, Demand demand);

  /** Each demand has a source of its own. */
  static EvidenceSource of(
      EvidenceSource certificates, EvidenceSource verdicts, EvidenceSource quiet) {
    return (migration, demand) ->
        switch (demand) {
          case NOTHING -> new Finding.Missing("nothing is demanded");
          case CERTIFICATE -> certificates.find(migration, demand);
          case VERDICT -> verdicts.find(migration, demand);
          case QUIET -> quiet.find(migration, demand);
        };
  }

  /** A process that gathers none: every move that demands evidence needs an override. */
  static EvidenceSource none() {
    return (_, demand) ->
        new Finding.Missing("there is no " + demand.kind() + " of this migration");
  }

  /** What was found. */
  sealed interface Finding {
    record Found(Evidence.Found evidence) implements Finding {}

    /** There is none, or it does not hold; the reason says what is missing. */
    record Missing(String reason) implements Finding {}
  }
}
