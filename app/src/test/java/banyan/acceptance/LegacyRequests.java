package banyan.acceptance;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** What clients of a legacy system send, one of each kind. */
final class LegacyRequests {
  private static final String HOST = "Host: legacy.example\r\n";

  private LegacyRequests() {}

  /**
   * One request.
   *
   * @param status what the application answers it with
   */
  @SuppressWarnings("ArrayRecordComponent") // sent, never compared
  record Sent(String name, int status, byte[] message) {
    boolean isHead() {
      return message[0] == 'H';
    }

    @Override
    public String toString() {
      return name;
    }
  }

  static List<Sent> all(int bodyKib) {
    List<Sent> all = new ArrayList<>();
    all.add(get("JSON", 200, "/orders"));
    all.add(get("HTML", 200, "/page"));
    all.add(get("a query of odd bytes", 200, "/page?a=%20&b=|{}&c=%2F&&d"));
    all.add(get("a tag that does not match", 200, "/orders", "If-None-Match: \"other\"\r\n"));
    all.add(get("several cookies", 200, "/cookies", "Cookie: a=1; b=\"2\"\r\n"));
    all.add(get("a redirect elsewhere", 301, "/moved"));
    all.add(get("a relative redirect", 302, "/elsewhere"));
    all.add(get("gzip", 200, "/compressed", "Accept-Encoding: gzip\r\n"));
    all.add(get("no gzip", 200, "/page", "Accept-Encoding: identity\r\n"));
    all.add(get("chunks", 200, "/streamed"));
    all.add(get("odd fields", 401, "/weird"));
    all.add(get("no content", 204, "/nothing"));
    all.add(get("an odd status", 418, "/teapot"));
    all.add(get("the application's own 503", 503, "/broken"));
    all.add(get("the application's own 404", 404, "/no/such/page%20here"));
    all.add(get("a range", 206, "/file", "Range: bytes=10-59\r\n"));
    all.add(sent("HEAD", 200, "HEAD /orders HTTP/1.1\r\n" + HOST + "\r\n"));
    all.add(sent("HEAD of chunks", 200, "HEAD /streamed HTTP/1.1\r\n" + HOST + "\r\n"));
    all.add(sent("HEAD of nothing", 404, "HEAD /none HTTP/1.1\r\n" + HOST + "\r\n"));
    all.add(sent("HTTP/1.0", 200, "GET /orders HTTP/1.0\r\n" + HOST + "\r\n"));
    all.add(sent("chunks for HTTP/1.0", 200, "GET /streamed HTTP/1.0\r\n" + HOST + "\r\n"));
    all.add(get("a large download", 200, "/download/" + bodyKib));
    all.addAll(withBodies(bodyKib));
    return all;
  }

  private static List<Sent> withBodies(int bodyKib) {
    byte[] large = new byte[bodyKib * 1024];
    for (int at = 0; at < large.length; at++) {
      large[at] = (byte) (at * 7 + (at >> 9));
    }
    return List.of(
        body(
            "a form",
            201,
            "POST /form",
            "application/x-www-form-urlencoded",
            "a=1&b[]=x+y&b[]=%C3%BC"),
        body(
            "JSON in",
            200,
            "POST /json",
            "application/json",
            "{\"name\":\"Krüge\",\"n\":[1,2.50]}"),
        body("a body of none", 200, "PUT /echo", "text/plain", ""),
        body("a large upload", 200, "POST /upload", "application/octet-stream", large),
        body("a large echo", 200, "PUT /echo", "application/octet-stream", large),
        sent(
            "an upload in chunks",
            200,
            "POST /upload HTTP/1.1\r\n"
                + HOST
                + "Transfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n1\r\n \r\n6\r\nlegacy\r\n0\r\n\r\n"));
  }

  private static Sent get(String name, int status, String target, String... fields) {
    return sent(
        name, status, "GET " + target + " HTTP/1.1\r\n" + HOST + String.join("", fields) + "\r\n");
  }

  private static Sent body(String name, int status, String start, String type, String body) {
    return body(name, status, start, type, body.getBytes(StandardCharsets.UTF_8));
  }

  private static Sent body(String name, int status, String start, String type, byte[] body) {
    byte[] head =
        "%s HTTP/1.1\r\n%sContent-Type: %s\r\nContent-Length: %d\r\n\r\n"
            .formatted(start, HOST, type, body.length)
            .getBytes(StandardCharsets.US_ASCII);
    byte[] message = new byte[head.length + body.length];
    System.arraycopy(head, 0, message, 0, head.length);
    System.arraycopy(body, 0, message, head.length, body.length);
    return new Sent(name, status, message);
  }

  static Sent sent(String name, int status, String message) {
    return new Sent(name, status, message.getBytes(StandardCharsets.ISO_8859_1));
  }
}
