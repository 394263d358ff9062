package banyan.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import banyan.testing.RawClient;
import banyan.testing.ScriptedUpstream;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.awaitility.Awaitility;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.junit.jupiter.api.Test;

/** The spans of a request, recorded by a real SDK. */
final class TracesTest {
  private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";
  private static final String CLIENTS_SPAN = "b7ad6b7169203331";
  private static final String GET =
      "GET /x HTTP/1.1\r\nHost: a\r\ntraceparent: 00-%s-%s-01\r\n\r\n"
          .formatted(TRACE, CLIENTS_SPAN);

  private final Kept kept = new Kept();
  private final Tracer tracer =
      SdkTracerProvider.builder()
          .addSpanProcessor(SimpleSpanProcessor.create(kept))
          .build()
          .get("banyan.proxy");

  @Test
  void anUpstreamContinuesTheSpanOfItsHop() {
    try (var upstream = ScriptedUpstream.answering("HTTP/1.1 204 No Content\r\n\r\n");
        var proxy = TestProxy.to(upstream).tracer(tracer).start()) {
      assertThat(RawClient.exchange(proxy.port(), GET).status()).isEqualTo(204);
      SpanData server = kept.await(SpanKind.SERVER);
      SpanData client = kept.await(SpanKind.CLIENT);
      assertThat(server.getTraceId()).isEqualTo(TRACE);
      assertThat(server.getParentSpanId()).isEqualTo(CLIENTS_SPAN);
      assertThat(client.getParentSpanId()).isEqualTo(server.getSpanId());
      assertThat(upstream.received().getFirst().all("traceparent"))
          .containsExactly("00-" + TRACE + "-" + client.getSpanId() + "-01");
    }
  }

  @Test
  void localCodeContinuesTheSpanOfTheServer() {
    try (var proxy = TestProxy.local(new TraceParent()).tracer(tracer).start()) {
      String received = RawClient.exchange(proxy.port(), GET).text();
      String server = kept.await(SpanKind.SERVER).getSpanId();
      assertThat(received).isEqualTo("00-" + TRACE + "-" + server + "-01");
    }
  }

  @Test
  void allSpansOfAFailureEndAsErrors() {
    try (var upstream = ScriptedUpstream.start(c -> c.close());
        var proxy = TestProxy.to(upstream).tracer(tracer).start()) {
      assertThat(RawClient.exchange(proxy.port(), GET).status()).isEqualTo(502);
      assertThat(kept.await(SpanKind.CLIENT).getStatus().getStatusCode())
          .isEqualTo(StatusCode.ERROR);
      assertThat(kept.await(SpanKind.SERVER).getStatus().getStatusCode())
          .isEqualTo(StatusCode.ERROR);
      // Each attempt has a span of its own: a broken connection is followed by one more.
      assertThat(kept.spans).hasSize(3);
    }
  }

  /** Answers the trace context that it was given. */
  private static final class TraceParent extends Handler.Abstract {
    @Override
    public boolean handle(Request request, Response response, Callback callback) {
      String text = String.valueOf(request.getHeaders().get("traceparent"));
      response.write(true, ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)), callback);
      return true;
    }
  }

  /** Keeps what is exported. */
  private static final class Kept implements SpanExporter {
    private final List<SpanData> spans = new CopyOnWriteArrayList<>();

    SpanData await(SpanKind kind) {
      return Awaitility.await()
          .atMost(Duration.ofSeconds(10))
          .until(
              () -> spans.stream().filter(span -> span.getKind() == kind).toList(),
              found -> !found.isEmpty())
          .getFirst();
    }

    @Override
    public CompletableResultCode export(Collection<SpanData> exported) {
      spans.addAll(exported);
      return CompletableResultCode.ofSuccess();
    }

    @Override
    public CompletableResultCode flush() {
      return CompletableResultCode.ofSuccess();
    }

    @Override
    public CompletableResultCode shutdown() {
      return CompletableResultCode.ofSuccess();
    }
  }
}
