package banyan.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import banyan.testing.RawClient;
import banyan.testing.ScriptedUpstream;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.awaitility.Awaitility;
import org.eclipse.jetty.http.MetaData;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpStream;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.junit.jupiter.api.Test;

/**
 * A request whose connections stand is read, sent on, answered and logged by the threads that read
 * sockets: none of its steps is handed to another thread of the pool. With one selector it is one
 * thread.
 */
final class OneThreadTest {
  private static final String GET = "GET /x HTTP/1.1\r\nHost: a\r\n\r\n";
  private static final int REQUESTS = 3;

  private final List<Step> steps = new CopyOnWriteArrayList<>();

  /**
   * Where a step ran.
   *
   * @param isReader whether the thread produces what its selector found, and so was not handed it
   */
  private record Step(String name, String thread, boolean isReader) {}

  @Test
  void aProxiedRequestIsHandedToNobody() {
    try (var upstream = ScriptedUpstream.answering("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
        var proxy =
            TestProxy.to(upstream)
                .step(Recording::new)
                .log((request, response) -> record("logged"))
                .start();
        RawClient client = proxy.client()) {
      // The first one opens the connection to the upstream.
      assertThat(client.send(GET).answer().status()).isEqualTo(200);
      awaitLogged(1);
      steps.clear();
      for (int i = 1; i <= REQUESTS; i++) {
        assertThat(client.send(GET).answer().status()).isEqualTo(200);
        awaitLogged(i);
      }
    }
    assertThat(steps).hasSize(REQUESTS * 3).allMatch(Step::isReader, "is read where it runs");
  }

  @Test
  void aLocalRequestIsHandedToItsVirtualThreadAlone() {
    try (var proxy =
            TestProxy.local(new NoContent())
                .step(Recording::new)
                .log((request, response) -> record("logged"))
                .start();
        RawClient client = proxy.client()) {
      for (int i = 1; i <= REQUESTS; i++) {
        assertThat(client.send(GET).answer().status()).isEqualTo(204);
        awaitLogged(i);
      }
    }
    assertThat(steps)
        .hasSize(REQUESTS * 3)
        .allMatch(step -> step.isReader() || step.thread().startsWith("local-"));
  }

  /** The log comes behind the last byte, which the client may have seen before. */
  private void awaitLogged(int count) {
    Awaitility.await()
        .atMost(Duration.ofSeconds(10))
        .until(() -> steps.stream().filter(step -> step.name().equals("logged")).count() == count);
  }

  private void record(String name) {
    boolean isReader =
        StackWalker.getInstance()
            .walk(frames -> frames.anyMatch(frame -> frame.getMethodName().equals("tryProduce")));
    steps.add(new Step(name, Thread.currentThread().getName(), isReader));
  }

  /** Records who asks and who writes the answer. */
  private final class Recording extends Handler.Wrapper {
    Recording(Handler next) {
      super(next);
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
      record("asked");
      request.addHttpStreamWrapper(Answering::new);
      return super.handle(request, response, callback);
    }
  }

  private final class Answering extends HttpStream.Wrapper {
    Answering(HttpStream stream) {
      super(stream);
    }

    @Override
    public void send(
        MetaData.Request request,
        MetaData.Response response,
        boolean last,
        ByteBuffer content,
        Callback callback) {
      record("answered");
      super.send(request, response, last, content, callback);
    }
  }

  private static final class NoContent extends Handler.Abstract {
    @Override
    public boolean handle(Request request, Response response, Callback callback) {
      response.setStatus(204);
      callback.succeeded();
      return true;
    }
  }
}
