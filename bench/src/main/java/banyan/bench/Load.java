package banyan.bench;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/**
 * Clients that ask, wait for the answer, and ask again, each on a connection of its own. All of
 * them share one thread and keep no body: an answer costs them a few microseconds, on a processor
 * that the measured process does not have. An unexpected status, or a connection that a peer ends,
 * fails the run.
 */
final class Load implements AutoCloseable {
  private static final int BUFFER_BYTES = 64 * 1024;
  private static final int SHOWN_BYTES_MAX = 400;

  /** No answer of a working peer takes longer. */
  private static final Duration ANSWER_MAX = Duration.ofSeconds(20);

  private final Scenario scenario;
  private final Selector selector;
  private final ByteBuffer incoming = ByteBuffer.allocateDirect(BUFFER_BYTES);
  private long answers;
  private int asked;

  /** One client. */
  private record Client(SocketChannel channel, AnswerReader reader) {}

  private Load(Scenario scenario, Selector selector) {
    this.scenario = scenario;
    this.selector = selector;
  }

  /** Asks a server of this machine for a while; returns how many requests were answered. */
  static long run(Scenario scenario, int port, int connections, Duration time) {
    try (Load load = new Load(scenario, Selector.open())) {
      return load.run(port, connections, time);
    } catch (IOException e) {
      throw new BenchFailure(scenario.name() + ": " + e.getMessage(), e);
    }
  }

  private long run(int port, int connections, Duration time) throws IOException {
    long end = System.nanoTime() + time.toNanos();
    for (int i = 0; i < connections; i++) {
      SocketChannel channel =
          SocketChannel.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
      channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
      channel.configureBlocking(false);
      Client client = new Client(channel, new AnswerReader());
      channel.register(selector, SelectionKey.OP_READ, client);
      ask(client);
    }
    while (asked > 0) {
      int ready =
          selector.select(
              key -> answered((Client) key.attachment(), System.nanoTime() < end),
              ANSWER_MAX.toMillis());
      if (ready == 0) {
        throw new BenchFailure(
            scenario.name() + ": no answer within " + ANSWER_MAX.toSeconds() + " s");
      }
    }
    return answers;
  }

  private void answered(Client client, boolean goesOn) {
    try {
      incoming.clear();
      if (client.channel.read(incoming) < 0) {
        throw new BenchFailure(scenario.name() + ": the peer closed a connection");
      }
      incoming.flip();
      if (!client.reader.read(incoming)) {
        return;
      }
      if (client.reader.status() != scenario.status()) {
        throw new BenchFailure(scenario.name() + ": answered with\n" + shown());
      }
      client.reader.next();
      answers++;
      asked--;
      if (goesOn) {
        ask(client);
      }
    } catch (IOException e) {
      throw new BenchFailure(scenario.name() + ": a connection broke", e);
    }
  }

  private void ask(Client client) throws IOException {
    ByteBuffer request = ByteBuffer.wrap(scenario.questions().get().message());
    while (request.hasRemaining()) {
      // A request is far smaller than a socket's buffer, which is empty: this loops never or once.
      client.channel.write(request);
    }
    asked++;
  }

  private String shown() {
    byte[] start = new byte[Math.min(incoming.limit(), SHOWN_BYTES_MAX)];
    incoming.get(0, start);
    return new String(start, StandardCharsets.UTF_8);
  }

  @Override
  public void close() throws IOException {
    for (SelectionKey key : selector.keys()) {
      key.channel().close();
    }
    selector.close();
  }
}
