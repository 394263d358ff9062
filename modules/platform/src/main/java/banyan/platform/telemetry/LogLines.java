package banyan.platform.telemetry;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.encoder.EncoderBase;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.event.KeyValuePair;

/**
 * A log event as one JSON object on a line, with the names that Logstash gave them: {@code
 * @timestamp} (UTC, milliseconds), {@code message}, {@code logger_name}, {@code thread_name},
 * {@code level}, {@code stack_trace}; then what the thread and the line carry, and {@code trace_id}
 * and {@code span_id} of the current span. Credentials are redacted in every text. Any thread.
 *
 * <p>Written by hand because each request has its line.
 */
final class LogLines extends EncoderBase<ILoggingEvent> {
  private static final byte[] NONE = {};
  private static final int MILLIS_DIGITS = 3;
  private static final long MILLIS_PER_SECOND = 1000;

  /**
   * A second as a line shows it.
   *
   * @param text up to the point before its milliseconds
   */
  private record Second(long number, String text) {}

  /** The one of the last line: many lines share it, and to write it costs as much as their rest. */
  private volatile Second second = second(0);

  @Override
  public byte[] encode(ILoggingEvent event) {
    JsonLine line = new JsonLine();
    line.text("@timestamp", time(event.getTimeStamp()));
    text(line, "message", event.getFormattedMessage());
    line.text("logger_name", event.getLoggerName());
    line.text("thread_name", event.getThreadName());
    line.text("level", event.getLevel().toString());
    if (event.getThrowableProxy() != null) {
      text(line, "stack_trace", ThrowableProxyUtil.asString(event.getThrowableProxy()));
    }
    for (Map.Entry<String, String> entry : event.getMDCPropertyMap().entrySet()) {
      text(line, entry.getKey(), entry.getValue());
    }
    if (event.getKeyValuePairs() != null) {
      for (KeyValuePair pair : event.getKeyValuePairs()) {
        value(line, pair.key, pair.value);
      }
    }
    SpanContext span = Span.current().getSpanContext();
    if (span.isValid()) {
      line.text("trace_id", span.getTraceId());
      line.text("span_id", span.getSpanId());
    }
    return line.end();
  }

  private String time(long epochMillis) {
    long number = Math.floorDiv(epochMillis, MILLIS_PER_SECOND);
    Second known = second;
    if (known.number() != number) {
      known = second(number);
      second = known;
    }
    String millis = Long.toString(Math.floorMod(epochMillis, MILLIS_PER_SECOND));
    return known.text() + "0".repeat(MILLIS_DIGITS - millis.length()) + millis + "Z";
  }

  private static Second second(long number) {
    String text = Instant.ofEpochSecond(number).toString();
    return new Second(number, text.substring(0, text.length() - 1) + ".");
  }

  private static void value(JsonLine line, String name, @Nullable Object value) {
    switch (value) {
      case null -> line.nothing(name);
      case String words -> text(line, name, words);
      case Integer number -> line.number(name, number);
      case Long number -> line.number(name, number);
      case Boolean flag -> line.flag(name, flag);
      default -> text(line, name, value.toString());
    }
  }

  private static void text(JsonLine line, String name, @Nullable String value) {
    line.text(name, value == null ? "" : Redaction.redact(value));
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
