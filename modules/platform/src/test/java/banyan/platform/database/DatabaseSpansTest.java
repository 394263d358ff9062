package banyan.platform.database;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.api.GlobalOpenTelemetry;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class DatabaseSpansTest {
  private final Collected collected = new Collected();

  @BeforeEach
  void collectSpans() {
    GlobalOpenTelemetry.resetForTest();
    GlobalOpenTelemetry.set(
        OpenTelemetrySdk.builder()
            .setTracerProvider(
                SdkTracerProvider.builder()
                    .addSpanProcessor(SimpleSpanProcessor.create(collected))
                    .build())
            .build());
  }

  @AfterEach
  void forgetTelemetry() {
    GlobalOpenTelemetry.resetForTest();
  }

  @Test
  void tellsTheTextOfAStatementUnderItsTransactionAndNoParameter() {
    try (FreshDatabase fresh = FreshDatabase.on(PostgresVersion.NEWEST);
        Database database = fresh.open("alpha")) {
      database
          .of("alpha")
          .write(
              "main",
              handle ->
                  handle.execute(
                      "INSERT INTO notes (text) VALUES (?)", "a parameter of a customer"));
    }

    SpanData transaction = collected.named("alpha write");
    SpanData statement = collected.named("INSERT alpha");
    assertThat(statement.getParentSpanId()).isEqualTo(transaction.getSpanId());
    assertThat(statement.getAttributes().get(AttributeKey.stringKey("db.system.name")))
        .isEqualTo("postgresql");
    assertThat(statement.getAttributes().get(AttributeKey.stringKey("db.namespace")))
        .isEqualTo("alpha");
    assertThat(statement.getAttributes().get(AttributeKey.stringKey("db.query.text")))
        .isEqualTo("INSERT INTO notes (text) VALUES (?)");
    assertThat(collected.spans.toString()).doesNotContain("customer");
  }

  /** Keeps every span that ended. */
  private static final class Collected implements SpanExporter {
    private final List<SpanData> spans = new CopyOnWriteArrayList<>();

    SpanData named(String name) {
      return spans.stream().filter(span -> span.getName().equals(name)).findFirst().orElseThrow();
    }

    @Override
    public CompletableResultCode export(Collection<SpanData> ended) {
      spans.addAll(ended);
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
