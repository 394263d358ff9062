package banyan.proxy.compare;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/** Changes of an answer that say nothing else; the last ones are allowed by rules. */
enum Benign {
  FIELDS_IN_ANOTHER_ORDER(draft -> draft.writing.isShuffled = true),
  WHITESPACE(draft -> draft.writing.isSpaced = true),
  ESCAPES(draft -> draft.writing.isEscaped = true),
  BYTE_ORDER_MARK(draft -> draft.writing.start = "\uFEFF"),
  NEWLINE_AT_THE_END(draft -> draft.writing.end = "\n"),
  LINES_END_IN_CRLF(draft -> draft.writing.lineEnd = "\r\n"),
  COMMENTS_IN_THE_STREAM(draft -> draft.writing.comment = "still here"),
  QUOTED_CELLS(draft -> draft.writing.isQuoted = true),
  GZIP(draft -> draft.coding = "gzip"),
  DEFLATE(draft -> draft.coding = "deflate"),
  VARY_BY_ENCODING(draft -> draft.setField("Vary", "accept-encoding, accept")),
  FIELD_NAMES_IN_LOWER_CASE(
      draft ->
          draft.fields.replaceAll(
              field -> new RecordedField(field.name().toLowerCase(Locale.ROOT), field.value()))),
  FIELDS_REVERSED(draft -> java.util.Collections.reverse(draft.fields)),
  ANOTHER_DATE(draft -> draft.setField("Date", "Sat, 21 Nov 2026 12:00:03 GMT")),
  ANOTHER_SERVER(draft -> draft.setField("Server", "new/2.0")),
  ANOTHER_TAG(draft -> draft.setField("ETag", "W/\"a81\"")),
  VIA(draft -> draft.setField("Via", "1.1 edge")),
  KEEP_ALIVE(draft -> draft.setField("Connection", "keep-alive")),
  ANOTHER_REQUEST_ID(draft -> draft.setField("X-Request-Id", "b-2")),
  ANOTHER_SESSION(
      draft -> draft.setField("Set-Cookie", "session=c9f0f895fb98ab9159f5; HttpOnly; path=/")),
  DIRECTIVES_IN_ANOTHER_ORDER(draft -> draft.setField("Cache-Control", "max-age=60,private")),
  CHARSET(draft -> draft.setField("Content-Type", draft.shape().contentType() + "; charset=UTF-8")),
  UTC_BY_OFFSET(draft -> draft.eachText(text -> text.replaceAll("(:[0-9]{2})Z$", "$1+00:00"))),
  CLOCK_SKEW(draft -> draft.eachText(Benign::skewed)),
  ANSWERED_LATER(
      draft -> {
        if (draft.has("/generatedAt")) {
          draft.set("/generatedAt", "\"2026-11-21T12:00:02Z\"");
        }
      }),
  IDS_RENAMED(
      draft -> {
        renameNumbers("", draft.body);
        draft.eachText(Benign::renamed);
      }),
  ANOTHER_TRACE(
      draft -> {
        if (draft.has("/traceId")) {
          draft.set("/traceId", "\"00f067aa0ba902b7a3ce929d0e0e4736\"");
        }
      }),
  ANOTHER_HOST(
      draft ->
          draft.eachText(
              text -> text.replace("http://legacy.example:9000", "https://catalog.example"))),
  VALUES_IN_ANOTHER_ORDER(draft -> rotate(draft, "/tags")),
  ELEMENTS_IN_ANOTHER_ORDER(
      draft -> {
        rotate(draft, "/images");
        rotate(draft, "/lines");
        rotate(draft, "/2/data/parcels");
      }),
  RECORDS_IN_ANOTHER_ORDER(
      draft -> {
        rotate(draft, "/products");
        rotate(draft, "/departments");
        rotate(draft, "/departments/0/teams");
        rotate(draft, "/departments/0/teams/0/members");
      }),
  ROUNDED_AS_DECLARED(
      draft -> {
        replace(draft, "/rating", "4.26", "4.265");
        replace(draft, "/items/1/rating", "4.75", "4.751");
      }),
  ANOTHER_LEXEME_AS_DECLARED(
      draft -> {
        replace(draft, "/mass", "1.0", "1");
        replace(draft, "/shipping/weight", "1.5", "1.50");
        replace(draft, "/limits/share", "0.125", "125e-3");
      }),
  ABSENT_AS_DECLARED(
      draft -> {
        for (String place :
            List.of("/note", "/items/2/note", "/shipping/note", "/limits/note", "/0/data/note")) {
          if (draft.at(place).isNull()) {
            draft.remove(place);
          }
        }
      }),
  PATH_REWRITTEN_AS_DECLARED(
      draft -> {
        for (String place : List.of("/self", "/links/next")) {
          if (draft.has(place)) {
            draft.set(
                place, TextNode.valueOf(draft.at(place).textValue().replace("/api/v1/", "/v2/")));
          }
        }
      });

  /** What allows those that are declared. */
  static final Rules RULES =
      rules(
          """
          relax:
            - {at: /rating, allow: tolerance, by: 0.01, GROUNDS}
            - {at: /items/*/rating, allow: tolerance, by: 0.01, GROUNDS}
            - {at: /mass, allow: same-number, GROUNDS}
            - {at: /shipping/weight, allow: same-number, GROUNDS}
            - {at: /limits/share, allow: same-number, GROUNDS}
            - {at: /note, allow: null-or-absent, GROUNDS}
            - {at: /items/*/note, allow: null-or-absent, GROUNDS}
            - {at: /shipping/note, allow: null-or-absent, GROUNDS}
            - {at: /limits/note, allow: null-or-absent, GROUNDS}
            - {at: /*/data/note, allow: null-or-absent, GROUNDS}
            - {at: /self, allow: rewrite, from: /api/v1/, to: /v2/, GROUNDS}
            - {at: /links/next, allow: rewrite, from: /api/v1/, to: /v2/, GROUNDS}
          """);

  private static final Pattern UUID = Pattern.compile("019dd4ce(-[0-9a-f]{4}){3}-[0-9a-f]{12}");
  private static final Pattern MOMENT =
      Pattern.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:.]+(Z|[+-][0-9:]+)");

  private final Consumer<Draft> change;

  Benign(Consumer<Draft> change) {
    this.change = change;
  }

  void apply(Draft draft) {
    change.accept(draft);
  }

  /** Reads rules; GROUNDS stands for what every rule must say. */
  static Rules rules(String text) {
    String whole =
        text.replace("GROUNDS", "who: ada, why: agreed, evidence: minutes, until: 2099-12-31");
    return switch (Rules.read("rules.yaml", whole)) {
      case Rules.Reading.Valid(Rules rules) -> rules;
      case Rules.Reading.Invalid invalid ->
          throw new IllegalArgumentException(invalid.faults().toString());
    };
  }

  private static String renamed(String text) {
    String fresh =
        UUID.matcher(text)
            .replaceAll(
                found ->
                    "7c"
                        + new StringBuilder(found.group().substring(2, 8)).reverse()
                        + found.group().substring(8, 24)
                        + shuffled(found.group().substring(24)));
    return text.matches("[pc]-[0-9]+")
        ? text.charAt(0) + "-9" + new StringBuilder(text.substring(2)).reverse()
        : fresh;
  }

  private static String shuffled(String digits) {
    return new StringBuilder(digits).reverse().toString();
  }

  private static void renameNumbers(String name, JsonNode node) {
    switch (node) {
      case ObjectNode object ->
          object
              .properties()
              .forEach(
                  field -> {
                    boolean isId = field.getKey().equals("id") || field.getKey().endsWith("Id");
                    String text = Excerpt.scalarText(field.getValue());
                    if (isId && text.matches("[0-9]+")) {
                      String fresh = "5" + new StringBuilder("0000" + text).reverse();
                      field.setValue(
                          field.getValue().isTextual()
                              ? TextNode.valueOf(fresh)
                              : Draft.read(fresh));
                    }
                    renameNumbers(field.getKey(), field.getValue());
                  });
      case ArrayNode array -> array.forEach(element -> renameNumbers(name, element));
      default -> {
        // Only fields are ids.
      }
    }
  }

  private static String skewed(String text) {
    if (text.endsWith(" GMT") && text.length() == 29) {
      return ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME)
          .plusSeconds(2)
          .withZoneSameInstant(ZoneOffset.UTC)
          .format(DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ROOT));
    }
    return MOMENT.matcher(text).replaceAll(found -> later(found.group()));
  }

  private static String later(String moment) {
    String zone = moment.endsWith("Z") ? "'Z'" : "xxx";
    String fraction = moment.contains(".") ? ".SSS" : "";
    return OffsetDateTime.parse(moment)
        .plusSeconds(2)
        .format(DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss" + fraction + zone));
  }

  private static void rotate(Draft draft, String place) {
    if (draft.at(place) instanceof ArrayNode list && list.size() > 1) {
      List<JsonNode> elements = new ArrayList<>();
      list.forEach(elements::add);
      java.util.Collections.rotate(elements, 1);
      list.removeAll();
      list.addAll(elements);
    }
  }

  private static void replace(Draft draft, String place, String old, String json) {
    if (draft.has(place) && Excerpt.scalarText(draft.at(place)).equals(old)) {
      draft.set(place, json);
    }
  }
}
