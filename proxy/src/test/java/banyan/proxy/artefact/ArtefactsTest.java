package banyan.proxy.artefact;

import static org.assertj.core.api.Assertions.assertThat;

import banyan.proxy.migration.Move;
import banyan.proxy.migration.Side;
import banyan.proxy.migration.SideChoice;
import banyan.proxy.migration.Stage;
import banyan.proxy.migration.Weight;
import banyan.testing.Answer;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Cursors and upload ids go back to the side that minted them, through the whole request path. */
final class ArtefactsTest {
  private static final JsonMapper JSON = new JsonMapper();
  private static final String DECLARED =
      "{cursor: {query: cursor, at: [/nextCursor, link /links/next, header Link]},"
          + " upload: {path: \"/uploads/{id}\", at: [header Location, /id]}}";
  private static final Pattern NEXT = Pattern.compile("<([^>]*)>; rel=\"next\"");
  private static final Move PROMOTE = new Move.Promote();

  @TempDir static Path first;
  @TempDir Path folder;
  private static TwoSides sides;

  @BeforeAll
  static void start() {
    sides = new TwoSides(first);
  }

  @AfterAll
  static void stop() {
    sides.close();
  }

  @BeforeEach
  void begin() {
    sides.begin(folder, DECLARED);
  }

  /** How a client comes by the address of the next page. */
  private enum Reader {
    CURSOR(answer -> address(json(answer).path("nextCursor").asText(), text -> text)),
    ESCAPED(
        answer ->
            address(
                json(answer).path("nextCursor").asText(),
                text -> URLEncoder.encode(text, StandardCharsets.UTF_8))),
    BODY_LINK(answer -> json(answer).at("/links/next").asText()),
    FIELD_LINK(
        answer -> {
          Matcher next = NEXT.matcher(answer.field("Link").orElse(""));
          return next.find() ? next.group(1) : "";
        });

    private final java.util.function.Function<Answer, String> next;

    Reader(java.util.function.Function<Answer, String> next) {
      this.next = next;
    }

    private static String address(String cursor, UnaryOperator<String> escape) {
      return "/rows?limit=20&cursor=" + escape.apply(cursor);
    }
  }

  @ParameterizedTest
  @EnumSource(Reader.class)
  void noRowIsLostOrDoubledWhileTheWeightGoesUpAndDown(Reader reader) {
    int pages = reader == Reader.CURSOR ? RowServer.ROWS / RowServer.PAGE : 5;
    List<Integer> rows = new ArrayList<>();
    String address = "/rows?limit=20";
    for (int page = 0; page < pages; page++) {
      sides.weigh(List.of("0", "100", "0").get(page % 3));
      Answer answer = sides.get(address);
      assertThat(answer.status()).as("page %s at %s", page, address).isEqualTo(200);
      json(answer).path("rows").forEach(row -> rows.add(row.path("id").asInt()));
      address = reader.next.apply(answer);
    }

    assertThat(rows).isEqualTo(IntStream.rangeClosed(1, pages * RowServer.PAGE).boxed().toList());
  }

  @Test
  void aListThatBeganOnTheNewSideIsReadToItsEndThereAfterGoingBack() throws InterruptedException {
    sides.weigh("100");
    Answer first = sides.get("/rows");
    assertThat(first.text()).contains("\"by\":\"new\"");
    assertThat(sides.exchange().side().cause()).isEqualTo(SideChoice.Cause.COHORT);

    sides.move(new Move.RollBack(Stage.SHADOW));
    assertThat(sides.get("/rows").text()).contains("\"by\":\"old\"");
    assertThat(sides.exchange()).isNotNull();
    Answer second = sides.get(Reader.BODY_LINK.next.apply(first));
    assertThat(second.text()).contains("\"by\":\"new\"", "\"id\":21");
    SideChoice choice = sides.exchange().side();
    assertThat(choice.cause()).isEqualTo(SideChoice.Cause.ARTEFACT);
    assertThat(choice.side()).isEqualTo(Side.TO);

    sides.move(new Move.RollBack(Stage.PREPARED));
    Answer gone = sides.get(Reader.BODY_LINK.next.apply(first));
    assertThat(gone.status()).isEqualTo(410);
    assertThat(gone.text()).contains("artefact-gone", "the cursor is of 'new'");
  }

  /** A number of the new side becomes a text with its mark; the old side's stays a number. */
  @Test
  void aNumberIsACursorWhereItIsDeclared() {
    sides.begin(folder.resolve("numbers"), "{cursor: {query: offset, at: number /next}}");
    assertThat(sides.get("/numbers").text()).isEqualTo("{\"by\":\"old\",\"next\":20}");
    sides.weigh("100");
    assertThat(sides.get("/numbers?offset=20").text()).contains("\"by\":\"old\",\"next\":40");
    JsonNode first = json(sides.get("/numbers"));
    assertThat(first.path("next").asText()).matches("~.{11}\\.1000020");

    sides.weigh("0");
    Answer second = sides.get("/numbers?offset=" + first.path("next").asText());
    assertThat(second.text()).contains("\"by\":\"new\"", ".1000040\"");

    sides.begin(folder.resolve("texts"), "{cursor: {query: offset, at: /next}}");
    sides.weigh("100");
    assertThat(sides.get("/numbers").status()).isEqualTo(502);
  }

  @Test
  void aCursorOfTheOldSideIsGoodUntilThatIsRetired() {
    Answer first = sides.get("/rows");
    sides.weigh("100");
    sides.move(PROMOTE);
    String next = Reader.CURSOR.next.apply(first);
    assertThat(sides.get(next).text()).contains("\"by\":\"old\"", "\"id\":21");

    sides.move(new Move.Retire());
    assertThat(sides.get(next).status()).isEqualTo(410);
    assertThat(sides.get("/rows").text()).contains("\"by\":\"new\"");
  }

  @Test
  void aRequestThatOneSideAloneUnderstandsDoesNotFallBack() {
    sides.weigh("100");
    Answer first = sides.get("/rows");
    try (var gone = new RowServer("gone")) {
      gone.close();
      sides.publish(DECLARED, sides.old, gone, "old");
      assertThat(sides.get("/rows").text()).contains("\"by\":\"old\"");
      assertThat(sides.get(Reader.CURSOR.next.apply(first)).status()).isEqualTo(502);
    }
  }

  @Test
  void anUploadIsFinishedWhereItBegan() {
    String ofOld = sides.send("POST", "/uploads").field("Location").orElseThrow();
    sides.weigh("100");
    Answer begun = sides.send("POST", "/uploads");
    String ofNew = begun.field("Location").orElseThrow();
    assertThat(ofNew).matches("/uploads/~[A-Za-z0-9_-]{11}\\.new-1");
    assertThat("/uploads/" + json(begun).path("id").asText()).isEqualTo(ofNew);
    for (String weight : List.of("100", "0")) {
      sides.weigh(weight);
      assertThat(sides.send("PUT", ofOld).text()).contains("old");
      assertThat(sides.send("PUT", ofNew).text()).contains("new");
      assertThat(sides.send("PUT", ofNew.replace("~", "%7E")).text()).contains("new");
    }
    sides.move(new Move.RollBack(Stage.SHADOW));
    assertThat(sides.send("PUT", ofNew).status()).isEqualTo(410);
    assertThat(sides.get(ofNew).text()).contains("new");
  }

  @ParameterizedTest
  @CsvSource({
    "~AAAAAAAAAAA.new+/=20",
    "~.new+/=20",
    "~~~~~~~~~~~~~~~~~~~~~~",
    "%7e%7e%7e",
    "%",
    "%zz~AAAAAAAAAAA.x",
    "~AAAAAAAAAAA."
  })
  void aMarkThatIsMadeUpIsNone(String cursor) throws InterruptedException {
    sides.weigh("100");
    assertThat(sides.get("/rows?cursor=" + cursor).status()).isEqualTo(400);
    assertThat(sides.exchange().answeredBy()).isEqualTo("old");
  }

  @Test
  void theMarkOfOneTextDoesForNoOtherAndNoOtherKind() throws InterruptedException {
    sides.weigh("100");
    Answer page = sides.get("/rows");
    String cursor = json(page).path("nextCursor").asText();
    String validator = page.field("ETag").orElseThrow().replace("\"", "");
    for (String forged :
        List.of(cursor + "0", cursor.substring(0, Marks.LENGTH) + "new+/=40", validator)) {
      sides.exchange();
      sides.get("/rows?cursor=" + forged);
      assertThat(sides.exchange().answeredBy()).as(forged).isEqualTo("old");
      sides.get("/rows");
    }
    sides.exchange();
    sides.get("/rows?cursor=" + cursor + "&cursor=" + cursor.substring(Marks.LENGTH));
    assertThat(sides.exchange().failure().problem().status()).isEqualTo(410);
  }

  @Test
  void marksAreUnderstoodWhenTheDocumentLeadsToTheNewSideItself() {
    sides.weigh("100");
    Answer page = sides.get("/rows");
    sides.move(PROMOTE);
    sides.move(new Move.Retire());
    sides.publish(DECLARED, sides.old, sides.fresh, "new");

    assertThat(sides.get(Reader.FIELD_LINK.next.apply(page)).text()).contains("\"id\":21");
    assertThat(sides.get("/rows").field("ETag")).hasValue(RowServer.VALIDATOR);
    assertThat(sides.get("/rows", "If-None-Match: " + page.field("ETag").orElseThrow()).status())
        .isEqualTo(304);
  }

  @Test
  void twoMigrationsInARowMarkTwice() {
    sides.weigh("100");
    Answer ofNew = sides.get("/rows");
    sides.move(PROMOTE);
    sides.move(new Move.Retire());
    sides.migrate("back", "new", "old");
    sides.move("back", new Move.Shadow());
    sides.move("back", new Move.Canary(Weight.ALL));
    Answer again = sides.get("/rows");
    assertThat(again.text()).contains("\"by\":\"old\"");

    assertThat(sides.get(Reader.CURSOR.next.apply(again)).text())
        .contains("\"by\":\"old\"", "\"id\":21");
    assertThat(sides.get(Reader.CURSOR.next.apply(ofNew)).text())
        .contains("\"by\":\"new\"", "\"id\":21");
    String validator = again.field("ETag").orElseThrow();
    assertThat(sides.get("/rows", "If-None-Match: " + validator).status()).isEqualTo(304);
  }

  private static JsonNode json(Answer answer) {
    try {
      return JSON.readTree(answer.text());
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(answer.text(), e);
    }
  }
}
