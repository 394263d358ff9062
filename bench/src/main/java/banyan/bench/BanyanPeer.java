package banyan.bench;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Ours, as its users start it: the launcher's build, its start-up cache, its defaults. */
final class BanyanPeer {
  private BanyanPeer() {}

  /** {@code banyan up} on the database that runs for a data folder. */
  static Peer up(Workplace place, Path data) {
    return new Peer(
        "banyan",
        settings(place)
            + "; access log, metrics and every other step of the request path as by default;"
            + " 8 connections to the database",
        Peer.NOTHING_TO_INSTALL,
        () ->
            start(
                place,
                "up",
                "/health/ready",
                List.of("up", "--join", "--demo-data", "true", "--data", data.toString())));
  }

  /**
   * The same beside it without a line for each request: what is left is the price of the chain. It
   * hosts the catalogue alone, since two of a role cannot share a data folder.
   */
  static Peer quiet(Workplace place, Path data) {
    return new Peer(
        "banyan, access log off",
        settings(place) + "; --log.level warn; every other step as by default",
        Peer.NOTHING_TO_INSTALL,
        () ->
            start(
                place,
                "quiet",
                "/health/ready",
                List.of(
                    "up", "--only", "catalog", "--log.level", "warn", "--data", data.toString())));
  }

  /**
   * {@code banyan proxy} with a document.
   *
   * @param path that one of its routes takes
   * @param flags beside those that every run has
   */
  static Peer proxy(Workplace place, RouteFile routes, String path, List<String> flags) {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "proxy",
                "--routes",
                routes.file().toString(),
                "--data",
                place.work().resolve("proxy").toString()));
    arguments.addAll(flags);
    return new Peer(
        "banyan proxy",
        settings(place)
            + " "
            + String.join(" ", place.proxyFlags())
            + "; "
            + routes.routes()
            + " routes; access log in a file, metrics, trace context and every other step as by default"
            + (flags.isEmpty() ? "" : "; " + String.join(" ", flags)),
        Peer.NOTHING_TO_INSTALL,
        () -> start(place, "proxied", path, arguments));
  }

  private static String settings(Workplace place) {
    return "the launcher's build with its AOT cache; java " + String.join(" ", place.javaFlags());
  }

  /**
   * Starts it on the processor that is measured.
   *
   * @param readyPath answers 200 once it can do its work
   */
  static PeerProcess start(
      Workplace place, String folder, String readyPath, List<String> arguments) {
    int port = PeerProcess.freePort();
    List<String> command = new ArrayList<>(place.banyan());
    command.addAll(arguments);
    command.addAll(List.of("--port", Integer.toString(port), "--admin-port", "0"));
    return PeerProcess.start(
        place.cores().measured(command), Map.of(), place.work().resolve(folder), port, readyPath);
  }
}
