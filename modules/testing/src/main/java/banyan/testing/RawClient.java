package banyan.testing;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/**
 * An HTTP/1.1 client on a bare socket: sends bytes as given, right or wrong, and reads what comes
 * back. One thread.
 */
public final class RawClient implements AutoCloseable {
  /** No read in a test waits longer. */
  private static final Duration READ_MAX = Duration.ofSeconds(15);

  private final Socket socket;
  private final WireReader reader;

  private RawClient(Socket socket) throws IOException {
    this.socket = socket;
    this.reader = new WireReader(socket.getInputStream());
  }

  /** Connects to a port of this machine. */
  public static RawClient to(int port) {
    try {
      Socket socket = new Socket();
      socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
      socket.setSoTimeout((int) READ_MAX.toMillis());
      socket.setTcpNoDelay(true);
      return new RawClient(socket);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Connects, sends one message, reads its final answer, and closes. */
  public static Answer exchange(int port, String message) {
    try (RawClient client = to(port)) {
      return client.send(message).answer(message.startsWith("HEAD "));
    }
  }

  /** Sends text as ISO 8859-1, byte for byte; line ends are the caller's to write. */
  public RawClient send(String text) {
    return send(text.getBytes(StandardCharsets.ISO_8859_1));
  }

  public RawClient send(byte[] bytes) {
    try {
      socket.getOutputStream().write(bytes);
      socket.getOutputStream().flush();
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Reads the next answer, interim ones included. */
  public Answer answer() {
    return answer(false);
  }

  /**
   * Reads the next answer.
   *
   * @param isHead whether it answers HEAD, and so has no body whatever its fields say
   */
  public Answer answer(boolean isHead) {
    try {
      return reader.answer(isHead);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Reads a head only; the body is read by {@link #read}. */
  public Answer head() {
    try {
      return reader.head();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Reads exactly so many bytes. */
  public byte[] read(int count) {
    try {
      return reader.bytes(count);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Reads until the server closes, and says how: the bytes before an end, or a reset. */
  public Ending drain() {
    ByteArrayOutputStream rest = new ByteArrayOutputStream();
    try {
      for (int octet = reader.read(); octet >= 0; octet = reader.read()) {
        rest.write(octet);
      }
      return new Ending(rest.toString(StandardCharsets.ISO_8859_1), false);
    } catch (IOException e) {
      return new Ending(rest.toString(StandardCharsets.ISO_8859_1), true);
    }
  }

  public Socket socket() {
    return socket;
  }

  @Override
  public void close() {
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** How a connection ended. */
  public record Ending(String rest, boolean isReset) {}
}
