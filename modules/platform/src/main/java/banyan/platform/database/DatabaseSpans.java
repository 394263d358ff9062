package banyan.platform.database;

import io.opentelemetry.api.GlobalOpenTelemetry;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Locale;
import org.jdbi.v3.core.statement.SqlLogger;
import org.jdbi.v3.core.statement.StatementContext;
import org.jspecify.annotations.Nullable;

/**
 * Spans of one context's transactions and statements, after OpenTelemetry's conventions for
 * databases. The text of a statement is told, its parameters never. Any thread.
 */
final class DatabaseSpans implements SqlLogger {
  private static final AttributeKey<String> SYSTEM = AttributeKey.stringKey("db.system.name");
  private static final AttributeKey<String> NAMESPACE = AttributeKey.stringKey("db.namespace");
  private static final AttributeKey<String> TEXT = AttributeKey.stringKey("db.query.text");
  private static final AttributeKey<String> OPERATION = AttributeKey.stringKey("db.operation.name");
  private static final AttributeKey<String> STATUS =
      AttributeKey.stringKey("db.response.status_code");
  private static final int TEXT_LENGTH_MAX = 2_000;

  private final String context;

  DatabaseSpans(String context) {
    this.context = context;
  }

  Span transaction(boolean isReadOnly) {
    return isLeftOut()
        ? Span.wrap(Span.current().getSpanContext())
        : start(context + (isReadOnly ? " read" : " write"), SpanKind.INTERNAL, null);
  }

  /**
   * Within a trace that nobody records, spans are not made at all: that is nearly every request.
   */
  private static boolean isLeftOut() {
    SpanContext around = Span.current().getSpanContext();
    return around.isValid() && !around.isSampled();
  }

  @Override
  public void logAfterExecution(StatementContext statement) {
    if (!isLeftOut()) {
      statementSpan(statement).end(endOf(statement));
    }
  }

  @Override
  public void logException(StatementContext statement, SQLException failure) {
    if (isLeftOut()) {
      return;
    }
    Span span = statementSpan(statement).setStatus(StatusCode.ERROR);
    if (failure.getSQLState() != null) {
      span.setAttribute(STATUS, failure.getSQLState());
    }
    span.end(endOf(statement));
  }

  private Span statementSpan(StatementContext statement) {
    String text = statement.getRawSql() == null ? "" : statement.getRawSql().strip();
    String operation = firstWord(text);
    Span span = start(operation + " " + context, SpanKind.CLIENT, statement.getExecutionMoment());
    span.setAttribute(OPERATION, operation);
    span.setAttribute(
        TEXT, text.length() <= TEXT_LENGTH_MAX ? text : text.substring(0, TEXT_LENGTH_MAX));
    return span;
  }

  private Span start(String name, SpanKind kind, @Nullable Instant start) {
    // Asked for each time: the library is set up after this object is made, and asking is cheap.
    Tracer tracer = GlobalOpenTelemetry.getTracer("banyan.database");
    SpanBuilder span =
        tracer
            .spanBuilder(name)
            .setSpanKind(kind)
            .setAttribute(SYSTEM, "postgresql")
            .setAttribute(NAMESPACE, context);
    return (start == null ? span : span.setStartTimestamp(start)).startSpan();
  }

  private static Instant endOf(StatementContext statement) {
    Instant end = statement.getCompletionMoment();
    Instant failed = statement.getExceptionMoment();
    Instant start = statement.getExecutionMoment();
    Instant last = end != null ? end : failed;
    return last != null ? last : (start != null ? start : Instant.EPOCH);
  }

  private static String firstWord(String text) {
    int length = 0;
    while (length < text.length() && Character.isLetter(text.charAt(length))) {
      length++;
    }
    return length == 0 ? "SQL" : text.substring(0, length).toUpperCase(Locale.ROOT);
  }
}
