package banyan.proxy.artefact;

import banyan.testing.Answer;
import banyan.testing.ScriptedUpstream;
import java.net.URI;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A server of 1000 rows that are numbered from 1, in pages of 20. Its cursors and upload ids begin
 * with its own name, and it answers 400 to others; its validators are the same texts that another
 * one gives, for other bodies. Whoever keeps apart what the servers mint never sees a 400, nor a
 * 304 or a 200 for the validator of another.
 */
final class RowServer implements AutoCloseable {
  static final int ROWS = 1000;
  static final int PAGE = 20;

  /** What every server calls the state of everything. */
  static final String VALIDATOR = "\"7\"";

  static final String MODIFIED = "Sat, 21 Nov 2026 10:00:00 GMT";

  /** What a server adds to its own numbers. */
  private static final int NUMBER_STEP = 1_000_000;

  private static final Pattern OFFSET = Pattern.compile("[?&]offset=([^&]*)");
  private static final Pattern CURSOR = Pattern.compile("[?&]cursor=([^&]*)");

  private static final Pattern SENT_CURSOR = Pattern.compile("\"cursor\":\"([^\"]*)\"");
  private static final Pattern SENT_OFFSET = Pattern.compile("\"offset\":([^,}]*)");

  private final String name;
  private final ScriptedUpstream server;

  RowServer(String name) {
    this.name = name;
    server =
        ScriptedUpstream.start(conversation -> conversation.send(answer(conversation.request())));
  }

  URI origin() {
    return server.origin();
  }

  /** The requests that came, in their order. */
  List<Answer> received() {
    return server.received();
  }

  @Override
  public void close() {
    server.close();
  }

  private String answer(Answer request) {
    if (request.target().startsWith("/uploads")) {
      return upload(request);
    }
    if (request.method().equals("PUT")) {
      String condition = request.field("If-Match").orElse("*");
      boolean isAdmitted = condition.equals("*") || condition.contains(VALIDATOR);
      return isAdmitted ? message("200 OK", fields(), "") : message("412 No", "", "");
    }
    boolean isKnown = request.field("If-None-Match").orElse("").contains(VALIDATOR);
    boolean isUnchanged =
        request.field("If-None-Match").isEmpty() && request.field("If-Modified-Since").isPresent();
    if (isKnown || isUnchanged) {
      return "HTTP/1.1 304 Not Modified\r\n" + fields() + "\r\n";
    }
    boolean isPart =
        request.field("Range").isPresent()
            && request.field("If-Range").map(VALIDATOR::equals).orElse(true);
    return isPart
        ? message("206 Partial Content", "Content-Range: bytes 0-2/9\r\n" + fields(), name)
        : page(request);
  }

  private String page(Answer request) {
    if (request.target().startsWith("/numbers")) {
      return numbers(request);
    }
    boolean isSearch = request.method().equals("POST");
    Matcher cursor =
        isSearch ? SENT_CURSOR.matcher(request.text()) : CURSOR.matcher(request.target());
    int after = 0;
    if (cursor.find()) {
      String text = isSearch ? cursor.group(1) : UriText.decoded(cursor.group(1));
      if (!text.startsWith(name + "+/=")) {
        return message("400 Bad Request", "", "");
      }
      after = Integer.parseInt(text.substring((name + "+/=").length()));
    }
    String rows =
        IntStream.rangeClosed(after + 1, after + PAGE)
            .mapToObj(row -> "{\"id\":" + row + "}")
            .collect(Collectors.joining(","));
    boolean isLast = after + PAGE >= ROWS;
    String next = name + "+/=" + (after + PAGE);
    String link = "/rows?limit=20&cursor=" + next.replace("+", "%2B").replace("=", "%3D");
    String body =
        isLast
            ? "{\"by\":\"%s\",\"rows\":[%s],\"nextCursor\":null}".formatted(name, rows)
            : "{\"by\":\"%s\",\"rows\":[%s],\"nextCursor\":\"%s\",\"links\":{\"next\":\"%s\"}}"
                .formatted(name, rows, next, link);
    String links = isLast ? "" : "Link: <" + link + ">; rel=\"next\", </rows>; rel=\"first\"\r\n";
    return message("200 OK", fields() + links, body);
  }

  /** A list whose cursors are numbers; those of another server are 400. */
  private String numbers(Answer request) {
    Matcher offset =
        request.method().equals("POST")
            ? SENT_OFFSET.matcher(request.text())
            : OFFSET.matcher(request.target());
    int own = name.equals("new") ? NUMBER_STEP : 0;
    int after = offset.find() ? Integer.parseInt(offset.group(1)) : own;
    return after / NUMBER_STEP == own / NUMBER_STEP
        ? message("200 OK", "", "{\"by\":\"%s\",\"next\":%s}".formatted(name, after + PAGE))
        : message("400 Bad Request", "", "");
  }

  private String upload(Answer request) {
    if (request.method().equals("POST")) {
      return message(
          "201 Created", "Location: /uploads/" + name + "-1\r\n", "{\"id\":\"" + name + "-1\"}");
    }
    return request.target().startsWith("/uploads/" + name + "-1")
        ? message("200 OK", "", "{\"by\":\"" + name + "\"}")
        : message("400 Bad Request", "", "");
  }

  private static String fields() {
    return "ETag: " + VALIDATOR + "\r\nLast-Modified: " + MODIFIED + "\r\n";
  }

  private static String message(String status, String fields, String body) {
    return "HTTP/1.1 "
        + status
        + "\r\n"
        + fields
        + "Content-Type: application/json\r\nContent-Length: "
        + body.length()
        + "\r\n\r\n"
        + body;
  }
}
