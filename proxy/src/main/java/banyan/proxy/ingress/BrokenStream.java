package banyan.proxy.ingress;

import org.eclipse.jetty.http2.ErrorCode;
import org.eclipse.jetty.http2.HTTP2Connection;
import org.eclipse.jetty.http2.HTTP2Stream;
import org.eclipse.jetty.http2.frames.ResetFrame;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.util.Callback;

/**
 * An answer over HTTP/2 that breaks off behind its head. The library resets its stream with {@code
 * CANCEL}, which some clients take for an orderly end, and half an answer for a whole one; {@code
 * INTERNAL_ERROR} is an error to all (RFC 9113 section 7). Any thread.
 */
public final class BrokenStream {
  private BrokenStream() {}

  /**
   * Resets the stream of a request, where it is one; the library's own reset comes too late then.
   */
  public static void reset(Request request) {
    if (request.getConnectionMetaData().getConnection() instanceof HTTP2Connection http2) {
      HTTP2Stream stream = http2.getSession().getStream(Integer.parseInt(request.getId()));
      if (stream != null) {
        var error = new ResetFrame(stream.getId(), ErrorCode.INTERNAL_ERROR.code);
        stream.reset(error, Callback.NOOP);
      }
    }
  }
}
