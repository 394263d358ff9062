package banyan.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;

/**
 * The server behind a proxy that is measured: answers each request without a body with the same
 * small JSON, on one thread, and costs the machine next to nothing.
 */
final class Origin implements AutoCloseable {
  private static final String JSON =
      "{\"id\":\"019dd4ce-dce0-7463-8441-b66832951915\",\"sku\":\"TAB-STO-0448\",\"status\":\"active\"}";

  private static final int BUFFER_BYTES = 16 * 1024;
  private static final int END_LENGTH = 4;

  private final ServerSocketChannel server;
  private final Selector selector;
  private final byte[] answer;
  private final ByteBuffer incoming = ByteBuffer.allocateDirect(BUFFER_BYTES);
  private final Thread thread = new Thread(this::serve, "origin");

  /** How much of a head's end one connection has seen. */
  private static final class Progress {
    private int seen;
  }

  private Origin(ServerSocketChannel server, Selector selector, String json) {
    this.server = server;
    this.selector = selector;
    this.answer =
        ("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: "
                + json.length()
                + "\r\n\r\n"
                + json)
            .getBytes(StandardCharsets.US_ASCII);
  }

  static Origin start() {
    return answering(JSON);
  }

  /** An origin whose answer is this text of ASCII. */
  static Origin answering(String json) {
    try {
      ServerSocketChannel server = ServerSocketChannel.open();
      server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
      server.configureBlocking(false);
      Origin origin = new Origin(server, Selector.open(), json);
      server.register(origin.selector, SelectionKey.OP_ACCEPT);
      origin.thread.setDaemon(true);
      origin.thread.start();
      return origin;
    } catch (IOException e) {
      throw new BenchFailure("the origin does not start", e);
    }
  }

  int port() {
    return server.socket().getLocalPort();
  }

  private void serve() {
    try {
      while (server.isOpen()) {
        selector.select(this::serve);
      }
    } catch (ClosedSelectorException e) {
      // The run is over.
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void serve(SelectionKey key) {
    try {
      if (key.isAcceptable()) {
        SocketChannel channel = server.accept();
        channel.configureBlocking(false);
        channel.register(selector, SelectionKey.OP_READ, new Progress());
      } else if (!answer((SocketChannel) key.channel(), (Progress) key.attachment())) {
        key.channel().close();
      }
    } catch (IOException e) {
      key.cancel();
    }
  }

  /** Answers every head that ends in what has come; false when the other side is gone. */
  private boolean answer(SocketChannel channel, Progress progress) throws IOException {
    incoming.clear();
    if (channel.read(incoming) < 0) {
      return false;
    }
    incoming.flip();
    while (incoming.hasRemaining()) {
      byte octet = incoming.get();
      boolean isExpected = octet == (progress.seen % 2 == 0 ? '\r' : '\n');
      progress.seen = isExpected ? progress.seen + 1 : (octet == '\r' ? 1 : 0);
      if (progress.seen == END_LENGTH) {
        progress.seen = 0;
        ByteBuffer outgoing = ByteBuffer.wrap(answer);
        while (outgoing.hasRemaining()) {
          channel.write(outgoing);
        }
      }
    }
    return true;
  }

  @Override
  public void close() {
    try {
      server.close();
      selector.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
