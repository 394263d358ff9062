package banyan.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import banyan.testing.RawClient;
import java.io.IOException;
import java.io.UncheckedIOException;

/** A client that asks for WebSockets over HTTP/1.1. */
final class WebSocketClient {
  static final String ASK =
      "GET /chat HTTP/1.1\r\nHost: a\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
          + "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n";

  private WebSocketClient() {}

  /** A client whose tunnel stands. */
  static RawClient opened(TestProxy proxy) {
    RawClient client = proxy.client();
    assertThat(client.send(ASK).head().status()).isEqualTo(101);
    return client;
  }

  static WebSocketFrame read(RawClient client) {
    try {
      return WebSocketFrame.read(client::read);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
