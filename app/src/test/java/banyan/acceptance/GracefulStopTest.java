package banyan.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import banyan.testing.Answer;
import banyan.testing.RawClient;
import banyan.testing.ScriptedUpstream;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** SIGTERM ends no request that has begun, and lets none begin. */
final class GracefulStopTest {
  private static final Duration NOTICED_MAX = Duration.ofSeconds(8);

  private final Semaphore mayAnswer = new Semaphore(0);
  private Path folder;

  @BeforeEach
  void open() throws Exception {
    folder = Folders.make();
  }

  @AfterEach
  void remove() {
    Folders.remove(folder);
  }

  @Test
  void finishesWhatIsInFlightAndTakesNoMore() throws Exception {
    try (ScriptedUpstream upstream = ScriptedUpstream.start(this::answerWhenAllowed);
        BanyanProcess process =
            BanyanProcess.up(
                Folders.dataOfBefore(folder), "--routes", routes(upstream), "--demo-data=false");
        RawClient uploading = RawClient.to(process.awaitReady().port());
        RawClient waiting = RawClient.to(process.port())) {
      String product = Client.product("GRACE-1");
      beginUpload(uploading, product);
      waiting.send("GET /slow/1 HTTP/1.1\r\nHost: localhost\r\n\r\n");
      await().atMost(NOTICED_MAX).until(() -> !upstream.received().isEmpty());

      process.askToStop();

      await().atMost(NOTICED_MAX).until(() -> ready(process) == 503);
      await().atMost(NOTICED_MAX).until(() -> isRefused(process));
      uploading.send(product.substring(10));
      mayAnswer.release();
      Answer added = uploading.answer();
      Answer proxied = waiting.answer();
      assertThat(added.status()).as(added.text()).isEqualTo(201);
      assertThat(proxied.status()).as(proxied.text()).isEqualTo(200);
      assertThat(proxied.text()).isEqualTo("slow");
      assertThat(process.awaitEnd()).isZero();
    }
  }

  private void answerWhenAllowed(ScriptedUpstream.Conversation conversation)
      throws IOException, InterruptedException {
    conversation.request();
    mayAnswer.acquire();
    conversation.send("HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nslow");
  }

  private String routes(ScriptedUpstream upstream) throws Exception {
    return Files.writeString(
            folder.resolve("routes.yaml"),
            """
            upstreams: {slow: {endpoints: ["%s"]}}
            routes:
              - {match: {path: /slow/**}, to: slow}
            """
                .formatted(upstream.origin()))
        .toString();
  }

  /** The server's 100 says that the request has begun and its body is awaited. */
  private static void beginUpload(RawClient client, String product) {
    String head =
        """
        POST /api/v1/products HTTP/1.1
        Host: localhost
        Content-Type: application/json
        Content-Length: %d
        Expect: 100-continue

        """
            .formatted(product.length())
            .replace("\n", "\r\n");
    assertThat(client.send(head).head().status()).isEqualTo(100);
    client.send(product.substring(0, 10));
  }

  private static int ready(BanyanProcess process) throws Exception {
    return process.admin("/health/ready").statusCode();
  }

  private static boolean isRefused(BanyanProcess process) throws Exception {
    try (Socket _ = new Socket(InetAddress.getLoopbackAddress(), process.port())) {
      return false;
    } catch (ConnectException e) {
      return true;
    }
  }
}
