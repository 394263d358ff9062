package banyan.proxy;

import banyan.testing.ScriptedUpstream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Pattern;

/**
 * An upstream that takes nothing but what every server reads in the same way: RFC 9112 by the
 * letter, with no leniency at all. It answers each request with its target, and keeps what it did
 * not like. Any thread.
 */
final class StrictUpstream implements AutoCloseable {
  private static final Pattern REQUEST_LINE =
      Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]+ (?:/[!-\"$-\\[\\]-~]*|\\*) HTTP/1\\.1");
  private static final Pattern FIELD =
      Pattern.compile(
          "([!#$%&'*+.^`|~0-9A-Za-z_-]+): ?((?:[!-~\\x80-\\xff](?:[\\t -~\\x80-\\xff]*[!-~\\x80-\\xff])?)?)");
  private static final Pattern LENGTH = Pattern.compile("0|[1-9][0-9]{0,17}");
  private static final Pattern CHUNK_SIZE = Pattern.compile("[0-9A-Fa-f]{1,8}");
  private static final List<String> SINGLETONS =
      List.of("host", "content-length", "transfer-encoding", "content-type", "authorization");
  private static final List<String> NEVER_TRAILERS =
      List.of("content-length", "transfer-encoding", "host", "authorization", "connection");

  private final ScriptedUpstream server = ScriptedUpstream.start(this::converse);
  private final List<Received> received = new CopyOnWriteArrayList<>();
  private final List<String> faults = new CopyOnWriteArrayList<>();

  /** A request as it arrived. */
  record Received(String line, List<Map.Entry<String, String>> fields, String body) {
    List<String> all(String name) {
      return fields.stream()
          .filter(field -> field.getKey().equalsIgnoreCase(name))
          .map(Map.Entry::getValue)
          .toList();
    }
  }

  ScriptedUpstream server() {
    return server;
  }

  List<Received> received() {
    return received;
  }

  /** What arrived and can be read in more than one way, or in none. */
  List<String> faults() {
    return faults;
  }

  @Override
  public void close() {
    server.close();
  }

  private void converse(ScriptedUpstream.Conversation c) throws IOException {
    String line = line(c);
    demand(REQUEST_LINE.matcher(line).matches(), "request line", line);
    List<Map.Entry<String, String>> fields = fields(c);
    Received head = new Received(line, fields, "");
    demand(head.all("Host").size() == 1, "one Host", line);
    for (String name : SINGLETONS) {
      demand(head.all(name).size() <= 1, "one " + name, fields.toString());
    }
    received.add(new Received(line, fields, body(c, head)));
    String target = line.split(" ", -1)[1];
    String answer = "HTTP/1.1 200 OK\r\nContent-Length: " + target.length() + "\r\n\r\n";
    c.send(line.startsWith("HEAD ") ? answer : answer + target);
  }

  private String body(ScriptedUpstream.Conversation c, Received head) throws IOException {
    List<String> lengths = head.all("Content-Length");
    List<String> codings = head.all("Transfer-Encoding");
    demand(lengths.isEmpty() || codings.isEmpty(), "one framing", head.fields().toString());
    if (!codings.isEmpty()) {
      demand(codings.equals(List.of("chunked")), "chunked alone", codings.toString());
      return chunks(c);
    }
    if (lengths.isEmpty()) {
      return "";
    }
    demand(LENGTH.matcher(lengths.getFirst()).matches(), "a plain length", lengths.getFirst());
    return text(c.read(Integer.parseInt(lengths.getFirst())));
  }

  private String chunks(ScriptedUpstream.Conversation c) throws IOException {
    StringBuilder body = new StringBuilder();
    while (true) {
      String size = line(c);
      demand(CHUNK_SIZE.matcher(size).matches(), "a bare chunk size", size);
      int count = Integer.parseInt(size, 16);
      if (count == 0) {
        for (Map.Entry<String, String> trailer : fields(c)) {
          boolean isHarmless = !NEVER_TRAILERS.contains(trailer.getKey().toLowerCase());
          demand(isHarmless, "no such trailer", trailer.getKey());
        }
        return body.toString();
      }
      body.append(text(c.read(count)));
      demand(line(c).isEmpty(), "a line end behind a chunk", size);
    }
  }

  private List<Map.Entry<String, String>> fields(ScriptedUpstream.Conversation c)
      throws IOException {
    List<Map.Entry<String, String>> fields = new ArrayList<>();
    for (String line = line(c); !line.isEmpty(); line = line(c)) {
      var field = FIELD.matcher(line);
      demand(field.matches(), "field", line);
      fields.add(Map.entry(field.group(1), field.group(2)));
    }
    return fields;
  }

  /** A line that ends with CR LF, without it. */
  private String line(ScriptedUpstream.Conversation c) throws IOException {
    StringBuilder line = new StringBuilder();
    while (true) {
      char octet = (char) (c.read(1)[0] & 0xFF);
      if (octet == '\r') {
        demand(c.read(1)[0] == '\n', "no bare CR", line.toString());
        return line.toString();
      }
      demand(octet != '\n', "no bare LF", line.toString());
      line.append(octet);
    }
  }

  private void demand(boolean isGood, String what, String found) throws IOException {
    if (!isGood) {
      faults.add(what + ": " + found);
      throw new IOException(what);
    }
  }

  private static String text(byte[] bytes) {
    return new String(bytes, java.nio.charset.StandardCharsets.ISO_8859_1);
  }
}
