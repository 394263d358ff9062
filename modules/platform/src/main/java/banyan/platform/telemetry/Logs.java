package banyan.platform.telemetry;

import banyan.platform.telemetry.TelemetrySettings.LogTarget;
import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.OutputStreamAppender;
import ch.qos.logback.core.rolling.FixedWindowRollingPolicy;
import ch.qos.logback.core.rolling.SizeBasedTriggeringPolicy;
import ch.qos.logback.core.util.FileSize;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;
import org.slf4j.Marker;
import org.slf4j.MarkerFactory;

/**
 * The logs of this process: one JSON object a line, credentials redacted, the trace id in it.
 * Written in place of whatever logback was configured with.
 */
public final class Logs {
  /** A log file is rolled at this size; {@link #FILES_KEPT} old ones are kept. */
  static final String FILE_BYTES_MAX = "50MB";

  static final int FILES_KEPT = 3;

  /** They warn of each broken request and repeat what it said; the access log has its line. */
  private static final List<String> PARSERS =
      List.of(
          "org.eclipse.jetty.http.HttpParser",
          "org.eclipse.jetty.util.HostPort",
          "org.eclipse.jetty.http2");

  /** On a line that may wait for {@link #flush}: who writes it sees to that. */
  public static final Marker PATIENT = MarkerFactory.getMarker("banyan.patient");

  private static volatile @Nullable LogFile file;

  private Logs() {}

  /**
   * Sends every line of {@code level} and above to {@code target}; {@code path} when it is a file.
   */
  public static void configure(String level, LogTarget target, Path path) {
    LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
    context.reset();
    file = null;
    OutputStreamAppender<ILoggingEvent> appender =
        switch (target) {
          case FILE -> rollingFile(context, path);
          case STDOUT -> console("System.out");
          case STDERR -> console("System.err");
        };
    appender.setContext(context);
    LogLines lines = new LogLines();
    lines.setContext(context);
    lines.start();
    appender.setEncoder(lines);
    appender.start();
    Logger root = context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    root.addAppender(appender);
    root.setLevel(Level.toLevel(level));
    // Libraries tell their inner life at info; ours is what an operator wants to read.
    for (String library : new String[] {"org.eclipse.jetty", "com.zaxxer", "org.flywaydb"}) {
      context.getLogger(library).setLevel(atLeastWarn(root.getLevel()));
    }
    context.getLogger("io.javalin").setLevel(atLeastWarn(root.getLevel()));
    for (String parser : PARSERS) {
      context.getLogger(parser).setLevel(Level.ERROR);
    }
  }

  /** Hands lines that wait to the system. Cheap when there are none. Any thread. */
  public static void flush() {
    LogFile open = file;
    if (open != null) {
      open.flush();
    }
  }

  /** Silences everything below {@code error}: for commands that print their result. */
  public static void quiet() {
    LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
    context.reset();
    file = null;
    context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME).setLevel(Level.OFF);
  }

  private static Level atLeastWarn(Level level) {
    return level.isGreaterOrEqual(Level.INFO) && !level.isGreaterOrEqual(Level.WARN)
        ? Level.WARN
        : level;
  }

  private static OutputStreamAppender<ILoggingEvent> console(String stream) {
    ConsoleAppender<ILoggingEvent> console = new ConsoleAppender<>();
    console.setTarget(stream);
    return console;
  }

  private static OutputStreamAppender<ILoggingEvent> rollingFile(LoggerContext context, Path path) {
    LogFile appender = new LogFile();
    appender.setFile(path.toString());
    FixedWindowRollingPolicy window = new FixedWindowRollingPolicy();
    window.setContext(context);
    window.setParent(appender);
    window.setFileNamePattern(path + ".%i");
    window.setMinIndex(1);
    window.setMaxIndex(FILES_KEPT);
    window.start();
    SizeBasedTriggeringPolicy<ILoggingEvent> size = new SizeBasedTriggeringPolicy<>();
    size.setContext(context);
    size.setMaxFileSize(FileSize.valueOf(FILE_BYTES_MAX));
    size.start();
    appender.setRollingPolicy(window);
    appender.setTriggeringPolicy(size);
    file = appender;
    return appender;
  }
}
