package banyan.proxy.ingress;

import org.eclipse.jetty.http2.BufferingFlowControlStrategy;
import org.eclipse.jetty.http2.ErrorCode;
import org.eclipse.jetty.http2.HTTP2Session;
import org.eclipse.jetty.http2.HTTP2Stream;
import org.eclipse.jetty.http2.api.Session;
import org.eclipse.jetty.http2.api.Stream;
import org.eclipse.jetty.util.MathUtils;

/**
 * The flow control of one connection. The library checks a window against 2^31-1 when it is opened
 * by WINDOW_UPDATE; a change of SETTINGS_INITIAL_WINDOW_SIZE, which moves all windows, may not
 * carry one over it either (RFC 9113 section 6.9.2). Any thread.
 */
final class CheckedWindows extends BufferingFlowControlStrategy {
  /** So much of a window is taken before the client is told that it is open again. */
  private static final float TOLD_AT = 0.5F;

  CheckedWindows() {
    super(TOLD_AT);
  }

  @Override
  public void updateInitialStreamWindow(Session session, int window, boolean isOurs) {
    int more = window - getInitialStreamSendWindow();
    boolean isOverdrawn =
        !isOurs && more > 0 && session.getStreams().stream().anyMatch(s -> overflows(s, more));
    if (isOverdrawn && session instanceof HTTP2Session connection) {
      connection.onConnectionFailure(ErrorCode.FLOW_CONTROL_ERROR.code, "window_exceeded");
      return;
    }
    super.updateInitialStreamWindow(session, window, isOurs);
  }

  private static boolean overflows(Stream stream, int more) {
    return stream instanceof HTTP2Stream known
        && MathUtils.sumOverflows(known.updateSendWindow(0), more);
  }
}
