package banyan.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What copies cost those who ask: the same proxy without a migration, with as many copies as by
 * default, and with one of every request to new sides that are well, hang, trickle and flood.
 */
final class ShadowSuite {
  private static final String PATH = "/items/7";
  private static final int CONNECTIONS = 32;

  /** More copies a second than any window has requests. */
  private static final List<String> EVERY_ONE = List.of("--shadow.rate", "100000");

  private static final List<String> AS_BY_DEFAULT = List.of();

  private ShadowSuite() {}

  static Suite of(Workplace place) {
    Origin origin = Origin.start();
    Origin well = Origin.start();
    List<AutoCloseable> ground = new ArrayList<>(List.of(origin, well));
    List<Peer> peers = new ArrayList<>();
    peers.add(peer(place, "no copies", origin, well.port(), false, EVERY_ONE));
    peers.add(peer(place, "copies as by default", origin, well.port(), true, AS_BY_DEFAULT));
    peers.add(peer(place, "copies to one that is well", origin, well.port(), true, EVERY_ONE));
    for (Candidate.Manner manner : Candidate.Manner.values()) {
      Candidate candidate = Candidate.start(manner);
      ground.add(candidate);
      peers.add(
          peer(
              place,
              "copies to one that " + manner.name().toLowerCase(Locale.ROOT),
              origin,
              candidate.port(),
              true,
              EVERY_ONE));
    }
    return new Suite(
        "shadow",
        peers,
        () -> List.of(Scenario.reading("GET 84 bytes of JSON", Suites.always(PATH))),
        CONNECTIONS,
        ground,
        List.of(new Rounds(), new Latency(origin.port()), new HeldMemory()));
  }

  private static Peer peer(
      Workplace place,
      String name,
      Origin origin,
      int candidatePort,
      boolean isCopied,
      List<String> flags) {
    String folder = name.replace(' ', '-');
    Path data = place.work().resolve(folder).resolve("data");
    return new Peer(
        name,
        "banyan proxy; "
            + (isCopied ? "a migration at shadow; " : "no migration; ")
            + String.join(" ", flags)
            + (flags.isEmpty() ? "" : "; ")
            + "every other step as by default",
        Peer.NOTHING_TO_INSTALL,
        () -> {
          List<String> command = new ArrayList<>();
          command.addAll(List.of("proxy", "--routes"));
          command.add(routes(place, folder, origin, candidatePort).toString());
          command.addAll(List.of("--data", data.toString()));
          command.addAll(flags);
          PeerProcess process = BanyanPeer.start(place, folder, PATH, command);
          if (isCopied) {
            beginCopies(place, data);
          }
          return process;
        });
  }

  private static void beginCopies(Workplace place, Path data) {
    move(
        place,
        data,
        List.of("create", "bench", "--routes", "/**", "--from", "origin", "--to", "candidate"));
    move(place, data, List.of("shadow", "bench"));
  }

  private static void move(Workplace place, Path data, List<String> words) {
    List<String> command = new ArrayList<>(place.banyan("migration"));
    command.addAll(words);
    command.addAll(List.of("--why", "to measure it", "--data", data.toString()));
    Optional<String> problem = Command.run(command, place.work());
    if (problem.isPresent()) {
      throw new BenchFailure(problem.get());
    }
  }

  private static Path routes(Workplace place, String folder, Origin origin, int candidatePort) {
    String text =
        """
        upstreams:
          origin: {endpoints: ["http://127.0.0.1:%d"]}
          candidate: {endpoints: ["http://127.0.0.1:%d"]}
        routes:
          - {match: {path: "/**"}, to: origin}
        """
            .formatted(origin.port(), candidatePort);
    try {
      Path file = place.work().resolve(folder + ".yaml");
      Files.writeString(file, text);
      return file;
    } catch (IOException e) {
      throw new BenchFailure("cannot write a route document", e);
    }
  }
}
