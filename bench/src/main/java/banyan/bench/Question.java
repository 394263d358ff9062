package banyan.bench;

import java.nio.charset.StandardCharsets;

/** One request, ready to be sent on a kept connection. Immutable. */
final class Question {
  private final String method;
  private final String path;
  private final String json;
  private final byte[] message;

  private Question(String method, String path, String json) {
    this.method = method;
    this.path = path;
    this.json = json;
    String head =
        method
            + " "
            + path
            + " HTTP/1.1\r\nHost: localhost\r\nAccept: application/json\r\nUser-Agent: banyan-bench\r\n";
    byte[] body = json.getBytes(StandardCharsets.UTF_8);
    String framing =
        body.length == 0
            ? "\r\n"
            : "Content-Type: application/json\r\nContent-Length: " + body.length + "\r\n\r\n";
    this.message = (head + framing + json).getBytes(StandardCharsets.UTF_8);
  }

  static Question get(String path) {
    return new Question("GET", path, "");
  }

  static Question post(String path, String json) {
    return new Question("POST", path, json);
  }

  String method() {
    return method;
  }

  String path() {
    return path;
  }

  /** The body; empty without one. */
  String json() {
    return json;
  }

  /** The whole message; not to be written to. */
  byte[] message() {
    return message;
  }
}
