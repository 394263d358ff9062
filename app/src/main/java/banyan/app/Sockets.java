package banyan.app;

import banyan.proxy.ProxySettings;
import banyan.proxy.admin.AdminSettings;
import banyan.wire.Settings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.ServerSocketChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The sockets of both listeners, bound before anything is started or written: a port that is taken
 * is known at once, and nobody takes one meanwhile. A client that connects early waits until the
 * listener is there. Bound and closed by one thread; a listener takes its socket over.
 */
record Sockets(ServerSocketChannel clients, ServerSocketChannel operators)
    implements AutoCloseable {
  /** Connections that wait to be accepted; the system may allow fewer. */
  private static final int WAITING_MAX = 1024;

  /**
   * Binds both.
   *
   * @throws CommandFailure that names every address that cannot be had; then none is bound
   */
  static Sockets bind(Settings settings) {
    List<String> problems = new ArrayList<>();
    List<ServerSocketChannel> bound = new ArrayList<>();
    bind(settings.get(ProxySettings.HOST), settings.get(ProxySettings.PORT), bound)
        .ifPresent(problem -> problems.add(problem + "choose another with --port"));
    bind(settings.get(AdminSettings.HOST), settings.get(AdminSettings.PORT), bound)
        .ifPresent(
            problem ->
                problems.add(
                    problem
                        + "choose another for operators with --admin-port, or with --port (that of"
                        + " operators is the next)"));
    if (!problems.isEmpty()) {
      bound.forEach(Sockets::close);
      throw CommandFailure.failed(String.join("\n", problems));
    }
    return new Sockets(bound.getFirst(), bound.getLast());
  }

  private static Optional<String> bind(String host, int port, List<ServerSocketChannel> bound) {
    InetSocketAddress address = new InetSocketAddress(host, port);
    if (address.isUnresolved()) {
      return Optional.of("cannot listen on " + host + ":" + port + " (the name has no address); ");
    }
    try {
      ServerSocketChannel channel = ServerSocketChannel.open();
      bound.add(channel);
      channel.setOption(StandardSocketOptions.SO_REUSEADDR, true).bind(address, WAITING_MAX);
      return Optional.empty();
    } catch (IOException e) {
      return Optional.of(
          "cannot listen on "
              + host
              + ":"
              + port
              + " ("
              + e.getMessage()
              + "); stop who listens there, or ");
    }
  }

  /** Those that no listener has closed. */
  @Override
  public void close() {
    close(clients);
    close(operators);
  }

  private static void close(ServerSocketChannel channel) {
    try {
      channel.close();
    } catch (IOException e) {
      throw new UncheckedIOException("a socket that listens", e);
    }
  }
}
