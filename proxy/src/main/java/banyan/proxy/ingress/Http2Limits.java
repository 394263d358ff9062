package banyan.proxy.ingress;

import java.util.HashMap;
import java.util.Map;
import org.eclipse.jetty.http2.frames.SettingsFrame;
import org.eclipse.jetty.http2.server.AbstractHTTP2ServerConnectionFactory;
import org.eclipse.jetty.server.HttpConfiguration;

/**
 * What one HTTP/2 connection may take, in clear text and within TLS alike.
 *
 * @param headBytes of the fields of one request as RFC 9113 section 6.5.2 counts them
 * @param budgets of the frames that bring no request forward
 */
record Http2Limits(int headBytes, FrameBudgets budgets) {
  /** Streams that one connection may have open. */
  private static final int STREAMS_MAX = 128;

  /** Bytes of one stream's body that may come before we have taken any: each stream's buffer. */
  private static final int STREAM_WINDOW = 256 * 1024;

  /** Bytes of all bodies of a connection that may come before we have taken any. */
  private static final int CONNECTION_WINDOW = 1024 * 1024;

  /** Entries of all SETTINGS frames of a connection. */
  private static final int SETTINGS_MAX = 64;

  /**
   * So much larger a head is still read, to be refused with 431 as a request; beyond it the library
   * ends the connection, since the shared state of the compression is lost.
   */
  private static final int READ_FACTOR = 2;

  void applyTo(AbstractHTTP2ServerConnectionFactory factory) {
    factory.setMaxConcurrentStreams(STREAMS_MAX);
    factory.setInitialStreamRecvWindow(STREAM_WINDOW);
    factory.setInitialSessionRecvWindow(CONNECTION_WINDOW);
    factory.setMaxSettingsKeys(SETTINGS_MAX);
    factory.setRateControlFactory(budgets);
    factory.setFlowControlStrategyFactory(CheckedWindows::new);
    // RFC 8441: a WebSocket as one stream among others.
    factory.setConnectProtocolEnabled(true);
  }

  /** A configuration of its own: the size of a head means something else than in HTTP/1.1. */
  HttpConfiguration configuration(HttpConfiguration http) {
    HttpConfiguration own = new HttpConfiguration(http);
    own.setRequestHeaderSize(READ_FACTOR * headBytes);
    return own;
  }

  /**
   * The settings of the server's preface. The size of a head is not among them: the library reads
   * no more than it announces, and could not answer 431.
   */
  Map<Integer, Integer> announced(Map<Integer, Integer> settings) {
    Map<Integer, Integer> announced = new HashMap<>(settings);
    announced.remove(SettingsFrame.MAX_HEADER_LIST_SIZE);
    return announced;
  }
}
