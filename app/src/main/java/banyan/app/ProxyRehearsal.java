package banyan.app;

import banyan.wire.Settings;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;

/**
 * The part of the training that passes requests on: often enough for the JVM to write down which
 * code is busy and with what (JEP 515), so that a start compiles it at once and not after seconds
 * of load.
 */
final class ProxyRehearsal {
  private static final int CLIENTS = 4;
  private static final int REQUESTS_EACH = 1_000;
  private static final int READ_BYTES = 4096;

  /** The end of each answer. */
  private static final String BODY = "{\"training\":true}";

  private static final byte[] ANSWER =
      ("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: "
              + BODY.length()
              + "\r\n\r\n"
              + BODY)
          .getBytes(StandardCharsets.US_ASCII);

  private static final byte[] REQUEST =
      "GET /training/items/7 HTTP/1.1\r\nHost: localhost\r\nAccept: application/json\r\n\r\n"
          .getBytes(StandardCharsets.US_ASCII);

  private ProxyRehearsal() {}

  /**
   * Plays it to its end.
   *
   * @param folder for what it writes
   * @param settings of a proxy with a document
   */
  static void play(Path folder, Function<Path, Settings> settings) {
    try (ServerSocket origin = new ServerSocket(0, CLIENTS, InetAddress.getLoopbackAddress());
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      threads.execute(() -> accept(origin, threads));
      Path document = folder.resolve("training.yaml");
      Files.writeString(document, routes(origin.getLocalPort()));
      try (Application proxy = Application.proxy(settings.apply(document));
          ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
        int port = proxy.url().getPort();
        for (int i = 0; i < CLIENTS; i++) {
          clients.execute(() -> ask(port));
        }
      }
      origin.close();
    } catch (IOException e) {
      throw new UncheckedIOException("training of the proxy", e);
    }
  }

  private static String routes(int port) {
    return """
        upstreams: {training: {endpoints: ["http://127.0.0.1:%d"]}}
        routes: [{match: {path: "/training/items/{id}"}, to: training}]
        """
        .formatted(port);
  }

  private static void accept(ServerSocket origin, ExecutorService threads) {
    try {
      while (true) {
        Socket socket = origin.accept();
        threads.execute(() -> answer(socket));
      }
    } catch (IOException e) {
      // The training is over.
    }
  }

  private static void answer(Socket socket) {
    try (socket) {
      // A request comes in one piece: nothing else goes over this connection.
      while (socket.getInputStream().read(new byte[READ_BYTES]) > 0) {
        socket.getOutputStream().write(ANSWER);
      }
    } catch (IOException e) {
      // The proxy has stopped.
    }
  }

  private static void ask(int port) {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.setTcpNoDelay(true);
      OutputStream out = socket.getOutputStream();
      InputStream in = socket.getInputStream();
      for (int i = 0; i < REQUESTS_EACH; i++) {
        out.write(REQUEST);
        readAnswer(in);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("training of the proxy", e);
    }
  }

  private static void readAnswer(InputStream in) throws IOException {
    StringBuilder answer = new StringBuilder();
    byte[] piece = new byte[READ_BYTES];
    while (!answer.toString().endsWith(BODY)) {
      int count = in.read(piece);
      if (count < 0) {
        throw new IOException("the proxy has left in the midst of an answer");
      }
      answer.append(new String(piece, 0, count, StandardCharsets.US_ASCII));
    }
  }
}
