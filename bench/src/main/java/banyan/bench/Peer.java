package banyan.bench;

import java.util.Optional;

/**
 * A program that is measured. A new one is a new value of this record.
 *
 * @param name with its version, as the table shows it
 * @param settings what it was told that its defaults do not say, and why
 * @param installation makes it ready to start; cheap when it was done before
 * @param start starts it; the process answers requests when this returns
 */
record Peer(String name, String settings, Installation installation, Start start) {
  /** How it comes to this machine. */
  @FunctionalInterface
  interface Installation {
    /** What this machine lacks for it; empty when it can be started. */
    Optional<String> missing();
  }

  /** How it becomes a process. */
  @FunctionalInterface
  interface Start {
    PeerProcess start();
  }

  static final Installation NOTHING_TO_INSTALL = Optional::empty;
}
