package banyan.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/**
 * The new side of a migration, on its worst days: it reads each request, and answers as its manner
 * has it. A virtual thread for each connection.
 */
final class Candidate implements AutoCloseable {
  private static final int BACKLOG = 1_000;
  private static final int PIECE_BYTES = 64 * 1024;
  private static final long GIGABYTE = 1_000_000_000;

  private final ServerSocket server;
  private final Manner manner;
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final CountDownLatch closing = new CountDownLatch(1);

  /** How it answers. */
  enum Manner {
    /** Never. */
    HANGS,
    /** A byte of its body a second. */
    TRICKLES,
    /** With a gigabyte whose length it does not tell. */
    FLOODS
  }

  private Candidate(ServerSocket server, Manner manner) {
    this.server = server;
    this.manner = manner;
  }

  static Candidate start(Manner manner) {
    try {
      Candidate candidate =
          new Candidate(new ServerSocket(0, BACKLOG, InetAddress.getLoopbackAddress()), manner);
      candidate.threads.execute(candidate::accept);
      return candidate;
    } catch (IOException e) {
      throw new BenchFailure("a candidate does not start", e);
    }
  }

  int port() {
    return server.getLocalPort();
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        Socket socket = server.accept();
        open.add(socket);
        threads.execute(() -> serve(socket));
      } catch (IOException e) {
        return;
      }
    }
  }

  private void serve(Socket socket) {
    try (socket) {
      var head =
          new BufferedReader(
              new InputStreamReader(socket.getInputStream(), StandardCharsets.ISO_8859_1));
      String line = head.readLine();
      while (line != null) {
        if (line.isEmpty()) {
          answer(socket.getOutputStream());
        }
        line = head.readLine();
      }
    } catch (IOException e) {
      // The other side has left, as it should.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      open.remove(socket);
    }
  }

  private void answer(OutputStream out) throws IOException, InterruptedException {
    switch (manner) {
      case HANGS -> {}
      case TRICKLES -> {
        send(out, "HTTP/1.1 200 OK\r\nContent-Length: 1000000\r\n\r\n");
        while (!isClosingWithinASecond()) {
          send(out, "x");
        }
      }
      case FLOODS -> {
        send(out, "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n");
        byte[] piece = new byte[PIECE_BYTES];
        for (long sent = 0; sent < GIGABYTE; sent += PIECE_BYTES) {
          send(out, Integer.toHexString(PIECE_BYTES) + "\r\n");
          out.write(piece);
          send(out, "\r\n");
        }
        send(out, "0\r\n\r\n");
      }
    }
  }

  private boolean isClosingWithinASecond() throws InterruptedException {
    return closing.await(1, TimeUnit.SECONDS);
  }

  private static void send(OutputStream out, String text) throws IOException {
    out.write(text.getBytes(StandardCharsets.US_ASCII));
    out.flush();
  }

  @Override
  public void close() {
    closing.countDown();
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
}
