package banyan.bench;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The processes of a suite's peers: started when a study asks for them, ended together. Belongs to
 * one thread.
 */
final class RunningPeers implements AutoCloseable {
  private final List<Peer> peers;
  private final Progress progress;
  private final Map<Peer, PeerProcess> running = new LinkedHashMap<>();
  private final Map<Peer, String> missing = new LinkedHashMap<>();

  RunningPeers(List<Peer> peers, Progress progress) {
    this.peers = peers;
    this.progress = progress;
  }

  /** Those that this machine can run, in the suite's order. */
  Map<Peer, PeerProcess> all() {
    for (Peer peer : peers) {
      if (!running.containsKey(peer) && lacking(peer).isEmpty()) {
        progress.say("starting " + peer.name());
        running.put(peer, peer.start().start());
      }
    }
    return running;
  }

  /** What this machine lacks for a peer; empty when it can be started. */
  Optional<String> lacking(Peer peer) {
    if (!running.containsKey(peer) && !missing.containsKey(peer)) {
      peer.installation().missing().ifPresent(reason -> notMeasured(peer, reason));
    }
    return Optional.ofNullable(missing.get(peer));
  }

  private void notMeasured(Peer peer, String reason) {
    progress.say(peer.name() + " is not measured: " + reason);
    missing.put(peer, reason);
  }

  @Override
  public void close() {
    running.values().forEach(PeerProcess::close);
    running.clear();
  }
}
