package banyan.proxy;

import banyan.testing.Answer;
import banyan.testing.ScriptedUpstream;
import banyan.testing.ScriptedUpstream.Conversation;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;

/** Scripts of upstreams that speak WebSocket (RFC 6455). */
final class WebSocketServer {
  private WebSocketServer() {}

  /** Agrees to every handshake, answers each ping, and sends each other frame back. */
  static ScriptedUpstream echoing() {
    return ScriptedUpstream.start(WebSocketServer::echo);
  }

  static void echo(Conversation conversation) throws IOException {
    accept(conversation);
    while (true) {
      WebSocketFrame frame = WebSocketFrame.read(conversation::read);
      boolean isPing = frame.opcode() == WebSocketFrame.PING;
      int opcode = isPing ? WebSocketFrame.PONG : frame.opcode();
      conversation.send(new WebSocketFrame(opcode, frame.isLast(), frame.payload()).plain());
      if (opcode == WebSocketFrame.CLOSE) {
        conversation.close();
        return;
      }
    }
  }

  /** Reads a handshake and agrees. */
  static Answer accept(Conversation conversation) throws IOException {
    return accept(conversation, "");
  }

  /** Reads a handshake and agrees, with more behind the fields in the same packet. */
  static Answer accept(Conversation conversation, String behind) throws IOException {
    Answer head = conversation.head();
    String key = head.field("Sec-WebSocket-Key").orElseThrow();
    conversation.send(
        "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
            + "Sec-WebSocket-Accept: "
            + accepted(key)
            + "\r\n\r\n"
            + behind);
    return head;
  }

  private static String accepted(String key) {
    try {
      byte[] salted =
          (key + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11").getBytes(StandardCharsets.US_ASCII);
      return Base64.getEncoder().encodeToString(MessageDigest.getInstance("SHA-1").digest(salted));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
