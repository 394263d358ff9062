package banyan.platform.telemetry;

import static java.time.temporal.ChronoUnit.MILLIS;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.encoder.EncoderBase;
import com.fasterxml.jackson.core.JsonEncoding;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.core.util.JsonRecyclerPools;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.event.KeyValuePair;

/**
 * A log event as one JSON object on a line, with the names that Logstash gave them: {@code
 * @timestamp} (UTC, milliseconds), {@code message}, {@code logger_name}, {@code thread_name},
 * {@code level}, {@code stack_trace}; then what the thread and the line carry, and {@code trace_id}
 * and {@code span_id} of the current span. Credentials are redacted in every text. Any thread.
 *
 * <p>Written by hand because each request has its line, and a thread of its own: an encoder that
 * keeps its buffers with the thread would make them anew for every line.
 */
final class LogLines extends EncoderBase<ILoggingEvent> {
  private static final byte[] NONE = {};
  private static final int LINE_BYTES_USUAL = 1024;

  /** Sets of buffers that wait for the next line; a set has some 10 KiB. */
  private static final int BUFFERS_KEPT_MAX = 64;

  private static final JsonFactory JSON =
      JsonFactory.builder()
          .recyclerPool(JsonRecyclerPools.newBoundedPool(BUFFERS_KEPT_MAX))
          .enable(JsonWriteFeature.COMBINE_UNICODE_SURROGATES_IN_UTF8)
          .build();

  @Override
  public byte[] encode(ILoggingEvent event) {
    ByteArrayOutputStream line = new ByteArrayOutputStream(LINE_BYTES_USUAL);
    try {
      try (JsonGenerator json = JSON.createGenerator(line, JsonEncoding.UTF8)) {
        json.writeStartObject();
        write(event, json);
        json.writeEndObject();
      }
    } catch (IOException e) {
      throw new UncheckedIOException("a write to memory", e);
    }
    line.write('\n');
    return line.toByteArray();
  }

  private static void write(ILoggingEvent event, JsonGenerator json) throws IOException {
    json.writeStringField("@timestamp", event.getInstant().truncatedTo(MILLIS).toString());
    text(json, "message", event.getFormattedMessage());
    json.writeStringField("logger_name", event.getLoggerName());
    json.writeStringField("thread_name", event.getThreadName());
    json.writeStringField("level", event.getLevel().toString());
    if (event.getThrowableProxy() != null) {
      text(json, "stack_trace", ThrowableProxyUtil.asString(event.getThrowableProxy()));
    }
    for (Map.Entry<String, String> entry : event.getMDCPropertyMap().entrySet()) {
      text(json, entry.getKey(), entry.getValue());
    }
    if (event.getKeyValuePairs() != null) {
      for (KeyValuePair pair : event.getKeyValuePairs()) {
        value(json, pair.key, pair.value);
      }
    }
    SpanContext span = Span.current().getSpanContext();
    if (span.isValid()) {
      json.writeStringField("trace_id", span.getTraceId());
      json.writeStringField("span_id", span.getSpanId());
    }
  }

  private static void value(JsonGenerator json, String name, @Nullable Object value)
      throws IOException {
    switch (value) {
      case null -> json.writeNullField(name);
      case Integer number -> json.writeNumberField(name, number);
      case Long number -> json.writeNumberField(name, number);
      case Boolean flag -> json.writeBooleanField(name, flag);
      default -> text(json, name, value.toString());
    }
  }

  private static void text(JsonGenerator json, String name, @Nullable String value)
      throws IOException {
    json.writeStringField(name, value == null ? "" : Redaction.redact(value));
  }

  @Override
  public byte[] headerBytes() {
    return NONE;
  }

  @Override
  public byte[] footerBytes() {
    return NONE;
  }
}
