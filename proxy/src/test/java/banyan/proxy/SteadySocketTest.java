package banyan.proxy;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import banyan.testing.RawClient;
import java.nio.ByteBuffer;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.junit.jupiter.api.Test;

/** A client's socket that is watched on while its request is in work. */
final class SteadySocketTest {
  /** More than the system takes of an answer that nobody reads. */
  private static final int LARGE_BYTES = 8 * 1024 * 1024;

  private static final long WAIT_SECONDS_MAX = 30;
  private static final String GET = "GET /x HTTP/1.1\r\nHost: a\r\n\r\n";

  @Test
  void anAnswerThatWaitsForItsReaderGoesOn() {
    try (var proxy = TestProxy.local(new Answering(LARGE_BYTES)).start();
        var client = RawClient.to(proxy.port())) {
      for (int i = 0; i < 2; i++) {
        assertThat(client.send(GET).answer().text()).hasSize(LARGE_BYTES);
      }
    }
  }

  @Test
  void aRequestThatComesWhileAnAnswerWaitsForItsReaderIsAnswered() {
    try (var proxy = TestProxy.local(new Answering(LARGE_BYTES)).start();
        var client = RawClient.to(proxy.port())) {
      client.send(GET).send(GET);

      assertThat(client.answer().text()).hasSize(LARGE_BYTES);
      assertThat(client.answer().text()).hasSize(LARGE_BYTES);
      assertThat(client.send(GET).answer().text()).hasSize(LARGE_BYTES);
    }
  }

  @Test
  void aRequestThatComesWhileAnotherIsInWorkIsAnsweredBehindIt() throws InterruptedException {
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch allowed = new CountDownLatch(1);
    Handler local =
        new Answering(1) {
          @Override
          public boolean handle(Request request, Response response, Callback callback)
              throws Exception {
            begun.countDown();
            assertThat(allowed.await(WAIT_SECONDS_MAX, TimeUnit.SECONDS)).isTrue();
            return super.handle(request, response, callback);
          }
        };
    try (var proxy = TestProxy.local(local).start();
        var client = RawClient.to(proxy.port())) {
      client.send(GET);
      assertThat(begun.await(WAIT_SECONDS_MAX, TimeUnit.SECONDS)).isTrue();
      client.send(GET);
      allowed.countDown();

      assertThat(client.answer().text()).hasSize(1);
      assertThat(client.answer().text()).hasSize(1);
    }
  }

  /** Writes so many bytes at once. */
  private static class Answering extends Handler.Abstract {
    private final int bytes;

    Answering(int bytes) {
      this.bytes = bytes;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
      response.getHeaders().put("Content-Length", bytes);
      response.write(true, ByteBuffer.wrap("x".repeat(bytes).getBytes(UTF_8)), callback);
      return true;
    }
  }
}
