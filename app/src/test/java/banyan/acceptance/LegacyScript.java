package banyan.acceptance;

import banyan.testing.Answer;
import banyan.testing.ScriptedUpstream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.zip.GZIPOutputStream;

/** The paths of the Express application, answered alike where there is no node. */
final class LegacyScript implements ScriptedUpstream.Script {
  private static final int KIB = 1024;
  private static final String ORDERS = "[{\"id\":\"order-1\",\"from\":\"legacy\"}]";
  private static final String JSON = "Content-Type: application/json; charset=utf-8\r\n";
  private static final String TAG = "\"orders-1\"";

  @Override
  public void play(ScriptedUpstream.Conversation conversation) throws IOException {
    Answer request = conversation.request();
    conversation.send(answer(request));
    if (request.startLine().endsWith("HTTP/1.0")) {
      conversation.close();
    }
  }

  private static byte[] answer(Answer request) {
    String path = request.target().split("\\?", 2)[0];
    return switch (request.method() + " " + path) {
      case "GET /orders", "HEAD /orders" -> orders(request);
      case "GET /page" -> message(request, "200 OK", "Content-Type: text/html\r\n", "<p>old</p>");
      case "GET /cookies" ->
          message(
              request,
              "200 OK",
              "Set-Cookie: session=a%20b; HttpOnly\r\nSet-Cookie: theme=dark\r\nSet-Cookie: odd=1\r\n",
              "set");
      case "GET /moved" ->
          message(
              request,
              "301 Moved Permanently",
              "Location: https://example.com/orders?a=1&b=%20\r\n",
              "moved");
      case "GET /elsewhere" -> message(request, "302 Found", "Location: ../orders\r\n", "found");
      case "GET /compressed" ->
          message(request, "200 OK", JSON + "Content-Encoding: gzip\r\n", gzip(ORDERS));
      case "GET /streamed" -> streamed(request);
      case "HEAD /streamed" -> ascii("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n");
      case "GET /weird" ->
          message(
              request,
              "401 Unauthorized",
              "x-WEIRD-cAsE: kept\r\nX-Multi: first\r\nX-Multi: second\r\nX-Multi: first\r\nX-Empty:\r\n"
                  + "WWW-Authenticate: Basic realm=\"old\"\r\nWWW-Authenticate: Negotiate\r\n",
              new byte[] {(byte) 0xe4, 0, (byte) 0xff});
      case "GET /nothing" -> ascii("HTTP/1.1 204 No Content\r\n\r\n");
      case "GET /teapot" -> message(request, "418 I'm a Teapot", "", "");
      case "GET /broken" ->
          message(request, "503 Service Unavailable", "Retry-After: 7\r\n", "resting");
      case "GET /file" ->
          message(
              request,
              "206 Partial Content",
              "Content-Range: bytes 10-59/900\r\nAccept-Ranges: bytes\r\n",
              bytes(50));
      case "POST /form" -> message(request, "201 Created", JSON, "{\"a\":\"1\"}");
      case "POST /json", "PUT /echo" -> message(request, "200 OK", JSON, request.body());
      case "POST /upload" -> message(request, "200 OK", JSON, sha256(request.body()));
      default -> other(request, path);
    };
  }

  private static byte[] other(Answer request, String path) {
    if (path.equals("/seen")) {
      return message(request, "200 OK", JSON, seen(request));
    }
    if (path.startsWith("/download/")) {
      int kib = Integer.parseInt(path.substring("/download/".length()));
      return message(
          request, "200 OK", "Content-Type: application/octet-stream\r\n", bytes(kib * KIB));
    }
    return message(
        request, "404 Not Found", "Content-Type: text/html; charset=utf-8\r\n", "Cannot " + path);
  }

  private static byte[] orders(Answer request) {
    return request.all("If-None-Match").contains(TAG)
        ? ascii("HTTP/1.1 304 Not Modified\r\nETag: " + TAG + "\r\n\r\n")
        : message(request, "200 OK", JSON + "ETag: " + TAG + "\r\n", ORDERS);
  }

  private static byte[] streamed(Answer request) {
    return request.startLine().endsWith("HTTP/1.0")
        ? ascii("HTTP/1.1 200 OK\r\nConnection: close\r\n\r\nfirst\nlast")
        : ascii(
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n6\r\nfirst\n\r\n4\r\nlast\r\n0\r\n\r\n");
  }

  private static String seen(Answer request) {
    String fields =
        request.fields().stream()
            .map(field -> quoted(field.getKey()) + "," + quoted(field.getValue()))
            .collect(Collectors.joining(","));
    return "{\"method\":%s,\"url\":%s,\"fields\":[%s]}"
        .formatted(quoted(request.method()), quoted(request.target()), fields);
  }

  private static String quoted(String text) {
    return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\t", "\\t") + '"';
  }

  private static byte[] message(Answer request, String status, String fields, String body) {
    return message(request, status, fields, body.getBytes(StandardCharsets.UTF_8));
  }

  private static byte[] message(Answer request, String status, String fields, byte[] body) {
    ByteArrayOutputStream message = new ByteArrayOutputStream();
    message.writeBytes(
        ascii(
            "HTTP/1.1 %s\r\n%sContent-Length: %d\r\n\r\n".formatted(status, fields, body.length)));
    if (!request.method().equals("HEAD")) {
      message.writeBytes(body);
    }
    return message.toByteArray();
  }

  private static byte[] bytes(int count) {
    byte[] bytes = new byte[count];
    for (int at = 0; at < count; at++) {
      bytes[at] = (byte) (at * 31 + (at >> 8));
    }
    return bytes;
  }

  private static byte[] gzip(String text) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
      gzip.write(text.getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException("a write to memory", e);
    }
    return bytes.toByteArray();
  }

  private static String sha256(byte[] body) {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(body);
      return "{\"count\":%d,\"sha256\":\"%s\"}"
          .formatted(body.length, HexFormat.of().formatHex(digest).toLowerCase(Locale.ROOT));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("SHA-256 is part of every JDK", e);
    }
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
