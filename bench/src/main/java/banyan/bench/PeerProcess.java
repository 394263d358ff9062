package banyan.bench;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;

/** A running peer. Belongs to the runner's thread. */
final class PeerProcess implements AutoCloseable {
  private static final Duration READY_MAX = Duration.ofSeconds(60);
  private static final Duration STOP_MAX = Duration.ofSeconds(20);
  private static final int POLL_MILLIS = 5;
  private static final int ANSWER_MILLIS_MAX = 5_000;

  private final Process process;
  private final int port;
  private final Path output;
  private final long startNanos = System.nanoTime();
  private long readyNanos;

  private PeerProcess(Process process, int port, Path output) {
    this.process = process;
    this.port = port;
    this.output = output;
  }

  /**
   * Starts a command and waits until it answers.
   *
   * @param folder where it runs; its output goes to a file there
   * @param readyPath answers 200 once the peer can do its work
   */
  static PeerProcess start(
      List<String> command,
      Map<String, String> environment,
      Path folder,
      int port,
      String readyPath) {
    try {
      Files.createDirectories(folder);
      Path output = folder.resolve("output.log");
      ProcessBuilder builder =
          new ProcessBuilder(command)
              .directory(folder.toFile())
              .redirectErrorStream(true)
              .redirectOutput(output.toFile());
      builder.environment().putAll(environment);
      PeerProcess peer = new PeerProcess(builder.start(), port, output);
      peer.awaitReady(readyPath);
      return peer;
    } catch (IOException e) {
      throw new BenchFailure("cannot start " + command.getFirst() + ": " + e.getMessage(), e);
    }
  }

  /** A port that nobody has now. */
  static int freePort() {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new BenchFailure("no free port", e);
    }
  }

  int port() {
    return port;
  }

  long pid() {
    return process.pid();
  }

  /** Processor time since its start, that of its workers too. */
  long cpuMicros() {
    return processes().map(ProcessCpu::micros).sum();
  }

  /** The most memory that it and its workers had resident at once, each by itself. */
  long peakBytes() {
    return processes().map(ProcessMemory::peakBytes).sum();
  }

  /** The memory that it and its workers have resident now. */
  long residentBytes() {
    return processes().map(ProcessMemory::residentBytes).sum();
  }

  private LongStream processes() {
    return LongStream.concat(
        LongStream.of(process.pid()), process.descendants().mapToLong(ProcessHandle::pid));
  }

  /** From its start until it had answered a request. */
  Duration untilReady() {
    return Duration.ofNanos(readyNanos - startNanos);
  }

  private void awaitReady(String path) throws IOException {
    long end = System.nanoTime() + READY_MAX.toNanos();
    try {
      while (!answers(path)) {
        if (process.waitFor(POLL_MILLIS, TimeUnit.MILLISECONDS)) {
          throw new BenchFailure("a peer ended at its start; its output:\n" + output());
        }
        if (System.nanoTime() > end) {
          close();
          throw new BenchFailure("a peer was not ready in time; its output:\n" + output());
        }
      }
      readyNanos = System.nanoTime();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      close();
      throw new BenchFailure("interrupted", e);
    }
  }

  private boolean answers(String path) {
    try (Socket socket = new Socket()) {
      socket.connect(
          new InetSocketAddress(InetAddress.getLoopbackAddress(), port), ANSWER_MILLIS_MAX);
      socket.setSoTimeout(ANSWER_MILLIS_MAX);
      String request =
          "GET " + path + " HTTP/1.1\r\nHost: 127.0.0.1:" + port + "\r\nConnection: close\r\n\r\n";
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      byte[] start = socket.getInputStream().readNBytes("HTTP/1.1 200".length());
      return new String(start, StandardCharsets.US_ASCII).endsWith(" 200");
    } catch (IOException e) {
      return false;
    }
  }

  private String output() throws IOException {
    return Files.readString(output);
  }

  /** Asks it to stop, and ends it when it does not. */
  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(STOP_MAX.toSeconds(), TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
