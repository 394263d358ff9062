package banyan.app;

import static org.assertj.core.api.Assertions.assertThat;

import banyan.app.CommandLineUser.Ending;
import banyan.testing.RawClient;
import banyan.testing.ScriptedUpstream;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A proxy that runs alone before {@code legacy}, which answers {@code /orders}, and {@code fresh},
 * which shall; and somebody who types commands beside it.
 */
final class MigratingProxy implements AutoCloseable {
  /** The command that prepares the migration of the orders. */
  static final List<String> CREATE =
      List.of(
          "migration",
          "create",
          "orders",
          "--routes",
          "/orders/**",
          "--from",
          "legacy",
          "--to",
          "fresh",
          "--why",
          "it moves",
          "--as",
          "ada");

  private final Path folder;
  private final ScriptedUpstream legacy = named("legacy");
  private final ScriptedUpstream fresh = named("fresh");
  private Application proxy;

  MigratingProxy(Path folder) throws IOException {
    this.folder = folder;
    Files.writeString(
        folder.resolve("routes.yaml"),
        """
        upstreams:
          legacy: {endpoints: ["%s"]}
          fresh: {endpoints: ["%s"]}
        routes:
          - match: {path: "/orders/**"}
            to: legacy
            artefacts: {cursor: {query: cursor, at: /next}}
        """
            .formatted(legacy.origin(), fresh.origin()));
    proxy = start();
  }

  void restart() {
    proxy.close();
    proxy = start();
  }

  /** Prepares the migration of the orders. */
  String create(String... more) {
    return well(Stream.concat(CREATE.stream(), Stream.of(more)).toArray(String[]::new));
  }

  /** What a command prints that ends well. */
  String well(String... arguments) {
    Ending ending = types(arguments);
    assertThat(ending.code()).as(ending.err()).isZero();
    return ending.out();
  }

  Ending types(String... arguments) {
    return new CommandLineUser(folder).types(arguments);
  }

  /** Who answers a client. */
  String answer(String... fields) {
    return answerTo("/orders/7", fields);
  }

  /** Who answers a client that asks for this. */
  String answerTo(String target, String... fields) {
    String lines = fields.length == 0 ? "" : String.join("\r\n", fields) + "\r\n";
    int port = URI.create(String.valueOf(running().url())).getPort();
    return RawClient.exchange(
            port, "GET " + target + " HTTP/1.1\r\nHost: localhost\r\n" + lines + "\r\n")
        .text();
  }

  RunFile running() {
    return RunFile.living(folder.resolve("var")).getFirst();
  }

  /** The entries of the audit log, first to last. */
  List<Path> entries() throws IOException {
    try (Stream<Path> files = Files.walk(folder.resolve("var/migrations"))) {
      return files.filter(file -> file.toString().endsWith(".json")).sorted().toList();
    }
  }

  @Override
  public void close() {
    proxy.close();
    legacy.close();
    fresh.close();
  }

  private Application start() {
    return Application.proxy(GivenSettings.in(folder, Map.of()));
  }

  private static ScriptedUpstream named(String name) {
    return ScriptedUpstream.answering(
        "HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n%s".formatted(name.length(), name));
  }
}
