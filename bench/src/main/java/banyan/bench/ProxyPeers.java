package banyan.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The proxies that others would use in place of ours. What each is told stands in {@code
 * bench/peers}: connections to the origin are kept, clients' too, and each request has a line in a
 * log file. They know one route; ours has {@link ProxySuites#ROUTES}.
 */
final class ProxyPeers {
  private static final String GATEWAY = "gateway";
  private static final String EXPRESS = "express-proxy";

  private ProxyPeers() {}

  static List<Peer> all(Workplace place, int origin) {
    return List.of(
        packaged(
            new DistributionProgram(place, "nginx", List.of("nginx")),
            Path.of("nginx/nginx.conf"),
            "1 worker; log line in its combined format",
            List.of("-c"),
            origin),
        packaged(
            new DistributionProgram(
                place,
                "haproxy",
                List.of("haproxy", "liblua5.3-0", "libopentracing1", "libopentracing-c-wrapper0")),
            Path.of("haproxy/haproxy.cfg"),
            "1 thread; log line in its http format, on standard output, which is a file",
            List.of("-db", "-f"),
            origin),
        packaged(
            new DistributionProgram(place, "caddy", List.of("caddy")),
            Path.of("caddy/Caddyfile"),
            "log line in its JSON",
            List.of("run", "--adapter", "caddyfile", "--config"),
            origin),
        gateway(place, origin),
        express(place, origin));
  }

  /**
   * A program of the distribution.
   *
   * @param configuration below {@code bench/peers}, with places to be filled in
   * @param options before the path of the configuration
   */
  private static Peer packaged(
      DistributionProgram program,
      Path configuration,
      String settings,
      List<String> options,
      int origin) {
    return new Peer(
        program.name(),
        "of the distribution; bench/peers/" + configuration + ": " + settings,
        program::install,
        () -> {
          Workplace place = program.place();
          int port = PeerProcess.freePort();
          Path folder = place.work().resolve(program.name());
          List<String> command = new ArrayList<>();
          command.add(program.program().toString());
          command.addAll(options);
          command.add(filled(place, configuration, folder, port, origin).toString());
          Map<String, String> environment = new HashMap<>(program.environment());
          environment.put("HOME", folder.toString());
          return PeerProcess.start(
              place.cores().measured(command), environment, folder, port, ProxySuites.PATH);
        });
  }

  private static Peer gateway(Workplace place, int origin) {
    return new Peer(
        "spring-cloud-gateway 5.0.2",
        "bench/peers/gateway: Spring Boot 4.0.7 on Netty; access log of Reactor Netty; java "
            + String.join(" ", place.javaFlags()),
        () -> MavenProgram.install(place, GATEWAY),
        () -> {
          int port = PeerProcess.freePort();
          List<String> command =
              place.java(
                  "-Dreactor.netty.http.server.accessLogEnabled=true",
                  "-jar",
                  MavenProgram.jar(place, GATEWAY).toString());
          return PeerProcess.start(
              place.cores().measured(command),
              environment(port, origin),
              place.work().resolve(GATEWAY),
              port,
              ProxySuites.PATH);
        });
  }

  private static Peer express(Workplace place, int origin) {
    NodeProgram program = new NodeProgram(place, EXPRESS);
    return new Peer(
        "http-proxy-middleware 3.0.10",
        "bench/peers/express-proxy: Express 5.3.0, NODE_ENV=production, one process; morgan 1.12.1",
        program::install,
        () -> program.start(environment(PeerProcess.freePort(), origin), ProxySuites.PATH));
  }

  private static Map<String, String> environment(int port, int origin) {
    return Map.of("PEER_PORT", Integer.toString(port), "PEER_ORIGIN", Integer.toString(origin));
  }

  private static Path filled(
      Workplace place, Path configuration, Path folder, int port, int origin) {
    try {
      Files.createDirectories(folder);
      String text =
          Files.readString(place.source(configuration.toString()))
              .replace("@PORT@", Integer.toString(port))
              .replace("@ORIGIN@", Integer.toString(origin))
              .replace("@FOLDER@", folder.toString());
      return Files.writeString(folder.resolve(configuration.getFileName()), text);
    } catch (IOException e) {
      throw new BenchFailure("cannot write " + configuration + ": " + e.getMessage(), e);
    }
  }
}
