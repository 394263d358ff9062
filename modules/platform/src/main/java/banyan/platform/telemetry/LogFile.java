package banyan.platform.telemetry;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.rolling.RollingFileAppender;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import org.slf4j.Marker;

/**
 * The file of the logs. Each line is handed to the system at once, but for those that are marked
 * with {@link Logs#PATIENT}: they go with the next other line, with {@link #flush}, or when they
 * fill the library's buffer of 8 KiB. Lines keep their order. Any thread.
 */
final class LogFile extends RollingFileAppender<ILoggingEvent> {
  /** Set behind a line that waits, so that whoever sees it finds the line. */
  private volatile boolean isAnyWaiting;

  LogFile() {
    setImmediateFlush(false);
  }

  @Override
  protected void subAppend(ILoggingEvent event) {
    super.subAppend(event);
    if (isPatient(event)) {
      isAnyWaiting = true;
    } else {
      handOver();
    }
  }

  /** Hands the lines that wait to the system; costs a look where there is none. */
  void flush() {
    if (isAnyWaiting) {
      handOver();
    }
  }

  private void handOver() {
    streamWriteLock.lock();
    try {
      isAnyWaiting = false;
      OutputStream file = getOutputStream();
      if (file != null) {
        file.flush();
      }
    } catch (IOException e) {
      addError("the log file " + getFile() + " takes no line", e);
    } finally {
      streamWriteLock.unlock();
    }
  }

  private static boolean isPatient(ILoggingEvent event) {
    List<Marker> markers = event.getMarkerList();
    return markers != null && markers.contains(Logs.PATIENT);
  }
}
