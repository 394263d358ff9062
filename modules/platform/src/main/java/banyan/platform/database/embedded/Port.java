package banyan.platform.database.embedded;

import banyan.wire.PrivateFile;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The choice of a port on loopback: that of the last run when it is free. */
final class Port {
  static final String HOST = "127.0.0.1";

  /**
   * Below the ports that systems hand to clients. A client that connects to a port of that range
   * over and over while the server is down can be given the very port, and then holds it.
   */
  private static final int LOWEST = 20_000;

  private static final int HIGHEST = 29_999;
  private static final int TRIES_MAX = 1_000;
  private static final Logger LOG = LoggerFactory.getLogger(Port.class);

  private Port() {}

  /** A port that was free just now. */
  static int choose(Path remembered, RandomGenerator random) {
    int last = read(remembered);
    if (last != 0 && isFree(last)) {
      return last;
    }
    for (int tried = 0; tried < TRIES_MAX; tried++) {
      int port = random.nextInt(LOWEST, HIGHEST + 1);
      if (isFree(port)) {
        return port;
      }
    }
    throw new ServerFailure(
        "no free port on " + HOST + " between " + LOWEST + " and " + HIGHEST + " for the database");
  }

  static void remember(Path path, int port) {
    try {
      PrivateFile.write(path, port + "\n");
    } catch (IOException e) {
      LOG.warn("{} cannot be written: {}", path, e.toString());
    }
  }

  /** 0 for a missing or damaged file. */
  private static int read(Path path) {
    try {
      int port = Integer.parseInt(Files.readString(path).strip());
      return port >= 1024 && port <= 65_535 ? port : 0;
    } catch (IOException | NumberFormatException e) {
      return 0;
    }
  }

  private static boolean isFree(int port) {
    try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.ofLiteral(HOST))) {
      return socket.isBound();
    } catch (IOException e) {
      return false;
    }
  }
}
