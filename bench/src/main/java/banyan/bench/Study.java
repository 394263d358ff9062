package banyan.bench;

/** One way to look at the peers of a suite. */
@FunctionalInterface
interface Study {
  /** What was found before, and what this study found. */
  Findings find(Findings before, Ground ground);

  /** What a study has to work with. */
  record Ground(Suite suite, Rounds.Plan plan, RunningPeers peers, Progress progress) {}
}
