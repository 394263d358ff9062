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
import java.util.ArrayList;
import java.util.List;

/**
 * Clients of one server, each on a kept connection with one request under way at most. They share
 * one thread and keep no body: an answer costs them a few microseconds. An unexpected status, or a
 * connection that the server ends, fails the run.
 */
final class Clients implements AutoCloseable {
  private static final int BUFFER_BYTES = 64 * 1024;
  private static final int SHOWN_BYTES_MAX = 400;

  /** No answer of a working peer takes longer. */
  private static final Duration ANSWER_MAX = Duration.ofSeconds(20);

  private final Scenario scenario;
  private final Selector selector;
  private final List<Client> clients = new ArrayList<>();
  private final ByteBuffer incoming = ByteBuffer.allocateDirect(BUFFER_BYTES);
  private long lastAnswer = System.nanoTime();

  /** One client. */
  static final class Client {
    private final SocketChannel channel;
    private final AnswerReader reader = new AnswerReader();
    private long due;

    private Client(SocketChannel channel) {
      this.channel = channel;
    }

    /** When the request under way was to be sent, by {@link System#nanoTime}. */
    long due() {
      return due;
    }
  }

  /** Hears of a client whose request is answered. */
  @FunctionalInterface
  interface Answered {
    void by(Client client) throws IOException;
  }

  private Clients(Scenario scenario, Selector selector) {
    this.scenario = scenario;
    this.selector = selector;
  }

  /** Connects so many to a server of this machine. */
  static Clients connect(Scenario scenario, int port, int connections) throws IOException {
    Clients clients = new Clients(scenario, Selector.open());
    for (int i = 0; i < connections; i++) {
      SocketChannel channel =
          SocketChannel.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
      channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
      channel.configureBlocking(false);
      Client client = new Client(channel);
      channel.register(clients.selector, SelectionKey.OP_READ, client);
      clients.clients.add(client);
    }
    return clients;
  }

  List<Client> all() {
    return clients;
  }

  /** Sends the next question of the scenario. */
  void ask(Client client, long due) throws IOException {
    client.due = due;
    ByteBuffer request = ByteBuffer.wrap(scenario.questions().get().message());
    while (request.hasRemaining()) {
      // A request is far smaller than a socket's buffer, which is empty: this loops never or once.
      client.channel.write(request);
    }
  }

  /** Waits until something comes. */
  void await(Answered answered) throws IOException {
    if (selector.select(key -> read(key, answered), ANSWER_MAX.toMillis()) == 0) {
      throw noAnswer();
    }
  }

  /** Looks whether something has come. */
  @SuppressWarnings("ThreadPriorityCheck") // to yield is a courtesy, nothing depends on it
  void poll(Answered answered) throws IOException {
    if (selector.selectNow(key -> read(key, answered)) > 0) {
      return;
    }
    if (System.nanoTime() - lastAnswer > ANSWER_MAX.toNanos()) {
      throw noAnswer();
    }
    // The origin may share this processor.
    Thread.yield();
  }

  private void read(SelectionKey key, Answered answered) {
    Client client = (Client) key.attachment();
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
      lastAnswer = System.nanoTime();
      answered.by(client);
    } catch (IOException e) {
      throw new BenchFailure(scenario.name() + ": a connection broke", e);
    }
  }

  private BenchFailure noAnswer() {
    return new BenchFailure(
        scenario.name() + ": no answer within " + ANSWER_MAX.toSeconds() + " s");
  }

  private String shown() {
    byte[] start = new byte[Math.min(incoming.limit(), SHOWN_BYTES_MAX)];
    incoming.get(0, start);
    return new String(start, StandardCharsets.UTF_8);
  }

  @Override
  public void close() throws IOException {
    for (Client client : clients) {
      client.channel.close();
    }
    selector.close();
  }
}
