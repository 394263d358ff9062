package banyan.proxy;

import static banyan.testing.TestSize.DEFAULT;
import static org.assertj.core.api.Assertions.assertThat;

import banyan.testing.FromSize;
import banyan.testing.RawClient;
import banyan.testing.ScriptedUpstream;
import banyan.testing.TestSize;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Bodies many times the memory of the process pass: it has a heap of 64 MiB and as much for
 * buffers, and goes down when it keeps what it should pass on.
 */
@FromSize(DEFAULT)
final class FlatMemoryTest {
  private static final int MEBIBYTE = 1024 * 1024;
  private static final byte[] BLOCK = new byte[MEBIBYTE];
  private static final long BLOCKS =
      TestSize.pick("MiB in each direction through 64 MiB of heap", 1024, 1024, 10 * 1024);
  private static final String LENGTH = "Content-Length: " + BLOCKS * MEBIBYTE + "\r\n\r\n";

  private static final AtomicLong uploaded = new AtomicLong();
  private static ScriptedUpstream upstream;
  private static Process proxy;
  private static int port;

  @BeforeAll
  static void start() throws IOException {
    upstream = ScriptedUpstream.start(FlatMemoryTest::play);
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    proxy =
        new ProcessBuilder(
                java,
                "-Xmx64m",
                "-XX:MaxDirectMemorySize=64m",
                "-XX:+UseSerialGC",
                "-XX:+ExitOnOutOfMemoryError",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                FlatMemoryTest.class.getName(),
                upstream.origin().toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    // Not closed: its end would be that of the process's output.
    BufferedReader said = proxy.inputReader(StandardCharsets.UTF_8);
    String line = said.readLine();
    while (line != null && !line.startsWith("port ")) {
      line = said.readLine();
    }
    port = Integer.parseInt(line.substring("port ".length()));
  }

  /** The proxy in a process of its own; it ends when its input does. */
  public static void main(String[] arguments) throws IOException {
    try (TestProxy running = TestProxy.to(java.net.URI.create(arguments[0])).start()) {
      System.out.println("port " + running.port());
      System.in.read();
    }
  }

  @AfterAll
  static void stop() throws Exception {
    proxy.outputWriter().close();
    if (!proxy.waitFor(20, TimeUnit.SECONDS)) {
      proxy.destroyForcibly();
    }
    upstream.close();
  }

  private static void play(ScriptedUpstream.Conversation c) throws IOException {
    if (c.head().target().equals("/up")) {
      for (long i = 0; i < BLOCKS; i++) {
        uploaded.addAndGet(c.read(MEBIBYTE).length);
      }
      c.send("HTTP/1.1 204 No Content\r\n\r\n");
      return;
    }
    c.send("HTTP/1.1 200 OK\r\n" + LENGTH);
    for (long i = 0; i < BLOCKS; i++) {
      c.send(BLOCK);
    }
  }

  @Test
  void anUploadPasses() {
    try (RawClient client = RawClient.to(port)) {
      client.send("POST /up HTTP/1.1\r\nHost: a\r\n" + LENGTH);
      for (long i = 0; i < BLOCKS; i++) {
        client.send(BLOCK);
      }
      assertThat(client.answer().status()).isEqualTo(204);
    }
    assertThat(uploaded.get()).isEqualTo(BLOCKS * MEBIBYTE);
    assertThat(proxy.isAlive()).isTrue();
  }

  @Test
  void aDownloadPasses() {
    try (RawClient client = RawClient.to(port)) {
      assertThat(client.send("GET /down HTTP/1.1\r\nHost: a\r\n\r\n").head().status())
          .isEqualTo(200);
      for (long i = 0; i < BLOCKS; i++) {
        client.read(MEBIBYTE);
      }
    }
    assertThat(proxy.isAlive()).isTrue();
  }
}
