package banyan.app;

import static java.nio.charset.StandardCharsets.UTF_8;

import banyan.acceptance.Deployable;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.util.concurrent.TimeUnit;

/** A {@link CallPeer} in a process of its own, with every contract of the parity test. */
final class CallPeerProcess implements AutoCloseable {
  private static final int STOP_SECONDS_MAX = 20;

  private final Process process;
  private final URI url;

  private CallPeerProcess(Process process, URI url) {
    this.process = process;
    this.url = url;
  }

  static CallPeerProcess start() throws IOException {
    Process process =
        Deployable.process(CallPeerProcess.class)
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    var output = new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8));
    for (String line = output.readLine(); line != null; line = output.readLine()) {
      if (line.startsWith("http://")) {
        // What it logs must not fill the pipe: it would stand still.
        Thread.ofVirtual().start(() -> output.lines().forEach(_ -> {}));
        return new CallPeerProcess(process, URI.create(line));
      }
    }
    throw new IllegalStateException("the peer ended with " + process.onExit().join().exitValue());
  }

  /** Serves until its input ends: it never outlives the test. */
  public static void main(String[] arguments) throws IOException {
    try (CallPeer peer = CallPeer.start(CallParityTest.offers())) {
      System.out.println(peer.url());
      var _ = System.in.read();
    }
  }

  URI url() {
    return url;
  }

  /** Ends it as a crash would. */
  void kill() throws InterruptedException {
    process.destroyForcibly();
    process.waitFor(STOP_SECONDS_MAX, TimeUnit.SECONDS);
  }

  @Override
  public void close() throws InterruptedException {
    kill();
  }
}
