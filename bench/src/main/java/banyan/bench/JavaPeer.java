package banyan.bench;

import java.util.Map;

/** Programs of this module that run as a process of their own, on the runner's class path. */
final class JavaPeer {
  private JavaPeer() {}

  /**
   * A program that takes its port from {@code PEER_PORT}.
   *
   * @param readyPath answers 200 once it can do its work
   */
  static Peer of(
      Workplace place, String name, String settings, Class<?> program, String readyPath) {
    return new Peer(
        name,
        settings,
        Peer.NOTHING_TO_INSTALL,
        () -> {
          int port = PeerProcess.freePort();
          return PeerProcess.start(
              place
                  .cores()
                  .measured(
                      place.java("-cp", System.getProperty("java.class.path"), program.getName())),
              Map.of("PEER_PORT", Integer.toString(port)),
              place.work().resolve(program.getSimpleName()),
              port,
              readyPath);
        });
  }
}
