package banyan.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A server on bare sockets that does byte for byte what a script says: right, wrong, late, half or
 * never. The script is played anew for every connection, and again while the connection lives. Each
 * connection has a thread of its own; what was received may be read from any thread.
 */
public final class ScriptedUpstream implements AutoCloseable {
  private final ServerSocket server;
  private final Script script;
  private final List<Answer> received = new CopyOnWriteArrayList<>();
  private final List<Socket> open = new CopyOnWriteArrayList<>();
  private final AtomicInteger connections = new AtomicInteger();
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

  private ScriptedUpstream(ServerSocket server, Script script) {
    this.server = server;
    this.script = script;
  }

  /** What the server does with one request. */
  @FunctionalInterface
  public interface Script {
    void play(Conversation conversation) throws IOException, InterruptedException;
  }

  /** Starts on a free port. */
  public static ScriptedUpstream start(Script script) {
    try {
      var upstream =
          new ScriptedUpstream(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()), script);
      upstream.threads.execute(upstream::accept);
      return upstream;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Starts a server that reads each request whole and answers the same bytes. */
  public static ScriptedUpstream answering(String answer) {
    return start(
        conversation -> {
          conversation.request();
          conversation.send(answer);
        });
  }

  public int port() {
    return server.getLocalPort();
  }

  public URI origin() {
    return URI.create("http://127.0.0.1:" + port());
  }

  /** Every request head that was read so far, with its body when the script read it. */
  public List<Answer> received() {
    return received;
  }

  /** How many connections were accepted so far. */
  public int connections() {
    return connections.get();
  }

  @Override
  public void close() {
    try {
      server.close();
      for (Socket socket : open) {
        socket.close();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      threads.shutdownNow();
    }
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        Socket socket = server.accept();
        connections.incrementAndGet();
        open.add(socket);
        threads.execute(() -> serve(socket));
      } catch (IOException e) {
        return;
      }
    }
  }

  private void serve(Socket socket) {
    try (socket) {
      socket.setTcpNoDelay(true);
      var conversation = new Conversation(socket);
      while (!socket.isClosed()) {
        script.play(conversation);
      }
    } catch (IOException e) {
      // The other side left, or the test is over: both are ordinary ends of a connection.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** One connection, as a script sees it. */
  public final class Conversation {
    private final Socket socket;
    private final WireReader reader;

    private Conversation(Socket socket) throws IOException {
      this.socket = socket;
      this.reader = new WireReader(socket.getInputStream());
    }

    /** Reads a request's head and leaves its body unread. */
    public Answer head() throws IOException {
      Answer head = reader.head();
      received.add(head);
      return head;
    }

    /** Reads a whole request. */
    public Answer request() throws IOException {
      Answer whole = reader.withBody(reader.head());
      received.add(whole);
      return whole;
    }

    /** Reads exactly so many bytes. */
    public byte[] read(int count) throws IOException {
      return reader.bytes(count);
    }

    public void send(String text) throws IOException {
      send(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    public void send(byte[] bytes) throws IOException {
      socket.getOutputStream().write(bytes);
      socket.getOutputStream().flush();
    }

    /** Ends the connection in order. */
    public void close() throws IOException {
      socket.close();
    }

    /** Breaks the connection with a reset. */
    public void reset() throws IOException {
      socket.setSoLinger(true, 0);
      socket.close();
    }

    /** Waits until the other side ends the connection. */
    public void awaitEnd() throws IOException {
      while (reader.read() >= 0) {
        // what still comes is of no interest
      }
      socket.close();
    }
  }
}
