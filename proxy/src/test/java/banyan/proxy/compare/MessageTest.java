package banyan.proxy.compare;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;

/** What of header fields, codings and media types is compared. */
final class MessageTest {
  @Test
  void comparesFieldsByTheirKind() {
    same("Vary: Accept-Encoding", "X-Request-Id: 1");
    same("Vary: Accept, Accept-Encoding", "vary: accept");
    same("Allow: GET, HEAD", "Allow: HEAD,GET");
    same("ETag: \"1\"", "ETag: W/\"x\"");
    same("Location: http://legacy/orders/x", "Location: /orders/x");
    same("Set-Cookie: s=0123456789abcdef0; Path=/", "Set-Cookie: s=fedcba98765432100; path=/");
    same("Content-Type: text/plain; charset=\"UTF-8\"", "content-type: text/plain");
    same(
        "Link: <http://a/x>; rel=\"n\", </y>; rel=\"m\"",
        "Link: </y>; rel=\"m\", <http://b/x>; rel=\"n\"");
    different("ETag: \"1\"", "X-Request-Id: 1");
    different("Allow: GET, HEAD", "Allow: GET");
    different("Cache-Control: max-age=60", "Cache-Control: max-age=61");
    different("Location: /orders/x", "Location: /orders/y");
    different("Set-Cookie: lang=de", "Set-Cookie: lang=en");
    different("Set-Cookie: s=0123456789abcdef0; HttpOnly", "Set-Cookie: s=0123456789abcdef0");
    different("Content-Type: application/json", "Content-Type: application/problem+json");
    different("X-Page: 1", "X-Page: 2");
    different("Age: 1", "X-Extra: 2");
  }

  @Test
  void readsWhatHasPlaces() {
    String events = "data: {\"a\": 1,\ndata: \"b\": 2}\n\n: ping\n\nevent: x\ndata: text\n\n";
    same("text/event-stream", events, events.replace("\n", "\r\n").replace("\"a\": 1", "\"a\":1"));
    assertThat(found("text/event-stream", events, events.stripTrailing()))
        .containsExactly(new Difference.Extra("/1/unfinished", "true"));
    assertThat(found("text/event-stream", events, events.replace("event: x\ndata: text\n\n", "")))
        .containsExactly(new Difference.Event("/1", true, "{\"event\":\"x\",\"data\":\"text\"}"));
    String table = "id,name\n1,\"a, b\"\n2,c\n";
    same("text/csv", table, "\"id\",\"name\"\r\n1,\"a, b\"\r\n\"2\",c");
    assertThat(found("text/csv", table, table.replace("c\n", "d\n")))
        .containsExactly(new Difference.Value("/rows/1/name", "\"c\"", "\"d\"", ""));
    assertThat(found("text/csv", table, "name,id\n\"a, b\",1\nc,2\n")).isNotEmpty();
    assertThat(found("text/csv", table, table.replace("b\"", "b"))).isNotEmpty();
    same("application/x-ndjson", "{\"a\":1}\n{\"a\":5}\n", "{\"a\": 1}\n\n{\"a\": 5}");
    assertThat(found("text/plain", "a\nb\n", "a\r\nc\r\n"))
        .containsExactly(new Difference.Value("/1", "\"b\"", "\"c\"", ""));
    assertThat(found("text/plain", "a\nb\nc", "b\na\nc")).hasSize(1);
    assertThat(found("image/png", "abc", "abd")).containsExactly(new Difference.Bytes(2, 3, 3));
    assertThat(found("", "{\"a\":1}", "{\"a\": 1}")).isEmpty();
  }

  @Test
  void undoesWhatItCanAndNamesWhatItCannot() throws IOException {
    byte[] plain = "{\"a\":1}".getBytes(StandardCharsets.UTF_8);
    assertThat(coded("gzip", gzip(plain), "", plain)).isInstanceOf(Outcome.Same.class);
    assertThat(coded("gzip", plain, "", plain)).isInstanceOf(Outcome.Different.class);
    assertThat(coded("br", plain, "", plain)).isInstanceOf(Outcome.Uncompared.class);
    assertThat(coded("br", plain, "br", plain)).isInstanceOf(Outcome.Same.class);
    byte[] bomb = gzip(new byte[BodyReader.BYTES_MAX + 1]);
    assertThat(coded("gzip", bomb, "gzip", gzip(plain)))
        .isInstanceOfSatisfying(
            Outcome.Uncompared.class,
            found -> assertThat(found.reason()).contains("more than 16777216 bytes"));
  }

  private static Outcome coded(String from, byte[] fromBody, String to, byte[] toBody) {
    return compare(
        new RecordedAnswer(
            200,
            List.of(field("Content-Encoding: " + from), field("Content-Type: text/json")),
            fromBody),
        new RecordedAnswer(
            200,
            List.of(field("Content-Encoding: " + to), field("Content-Type: text/json")),
            toBody));
  }

  private static byte[] gzip(byte[] plain) throws IOException {
    var bytes = new ByteArrayOutputStream();
    try (var stream = new GZIPOutputStream(bytes)) {
      stream.write(plain);
    }
    return bytes.toByteArray();
  }

  private static void same(String from, String to) {
    assertThat(compare(answer(from), answer(to))).as(from).isInstanceOf(Outcome.Same.class);
  }

  private static void different(String from, String to) {
    assertThat(compare(answer(from), answer(to))).as(from).isInstanceOf(Outcome.Different.class);
  }

  private static void same(String type, String from, String to) {
    assertThat(found(type, from, to)).as(type).isEmpty();
  }

  private static List<Difference> found(String type, String from, String to) {
    return switch (compare(body(type, from), body(type, to))) {
      case Outcome.Same _ -> List.of();
      case Outcome.Different different -> different.differences();
      case Outcome.Uncompared(String reason, var _) -> throw new AssertionError(reason);
    };
  }

  private static Outcome compare(RecordedAnswer from, RecordedAnswer to) {
    return Comparison.of(
        new RecordedPair("pair", RecordedRequest.unknown(), from, to),
        Rules.NONE,
        LocalDate.of(2026, 11, 21));
  }

  private static RecordedAnswer answer(String line) {
    return new RecordedAnswer(200, List.of(field(line)), new byte[0]);
  }

  private static RecordedAnswer body(String type, String text) {
    List<RecordedField> fields = new ArrayList<>();
    if (!type.isEmpty()) {
      fields.add(field("Content-Type: " + type));
    }
    return new RecordedAnswer(200, fields, text.getBytes(StandardCharsets.UTF_8));
  }

  private static RecordedField field(String line) {
    int colon = line.indexOf(':');
    return new RecordedField(line.substring(0, colon), line.substring(colon + 1).strip());
  }
}
