package banyan.proxy.artefact;

import static org.assertj.core.api.Assertions.assertThat;

import banyan.proxy.migration.Move;
import banyan.proxy.migration.Stage;
import banyan.testing.Answer;
import banyan.testing.TestSize;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Cursors that come in JSON bodies go back to the side that minted them. */
final class BodyCursorsTest {
  private static final int PAGES =
      TestSize.pick("pages of a search", 9, RowServer.ROWS / RowServer.PAGE, 50);

  private static final JsonMapper JSON = new JsonMapper();
  private static final String DECLARED = "{cursor: {body: /page/cursor, at: /nextCursor}}";
  private static final String FIRST = "{\"page\":{\"size\":20}}";

  /** One byte more than is held. */
  private static final int TOO_LONG = (1 << 20) + 1;

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

  @ParameterizedTest
  @CsvSource({"0, old", "1, new"})
  void noRowIsLostOrDoubledWhileTheWeightGoesUpAndDown(int begin, String minter) {
    List<Integer> rows = new ArrayList<>();
    String body = FIRST;
    for (int page = 0; page < PAGES; page++) {
      sides.weigh(List.of("0", "100", "0").get((page + begin) % 3));
      Answer answer = sides.post("/search", body);
      assertThat(answer.status()).as("page %s by %s", page, body).isEqualTo(200);
      assertThat(json(answer).path("by").asText()).isEqualTo(minter);
      json(answer).path("rows").forEach(row -> rows.add(row.path("id").asInt()));
      body = next(answer);
    }

    assertThat(rows).isEqualTo(IntStream.rangeClosed(1, PAGES * RowServer.PAGE).boxed().toList());
  }

  @Test
  void aCursorOfTheOldSideGoesBackToIt() {
    Answer page = sides.post("/search", FIRST);
    sides.weigh("100");
    assertThat(sides.post("/search", FIRST).text()).contains("\"by\":\"new\"");

    assertThat(sides.post("/search", next(page)).text()).contains("\"by\":\"old\"", "\"id\":21");
  }

  @Test
  void aSideSeesItsOwnTextAndTheRestOfTheBodyAsItWas() {
    sides.weigh("100");
    String marked = json(sides.post("/search", FIRST)).path("nextCursor").asText();
    assertThat(marked).matches("~.{11}\\.new.*");

    sides.post("/search", "{\"price\":1.0,\"page\":{\"cursor\":\"%s\"}}".formatted(marked));

    assertThat(sides.fresh.received().getLast().text())
        .isEqualTo(
            "{\"price\":1.0,\"page\":{\"cursor\":\"%s\"}}"
                .formatted(marked.substring(Marks.LENGTH)));
  }

  @Test
  void aBodyInChunksIsLookedAt() {
    sides.weigh("100");
    String body = next(sides.post("/search", FIRST));
    sides.weigh("0");
    int middle = body.length() / 2;

    Answer answer =
        sides.post(
            "/search",
            "Transfer-Encoding: chunked",
            chunk(body.substring(0, middle)) + chunk(body.substring(middle)) + chunk(""));

    assertThat(answer.text()).contains("\"by\":\"new\"", "\"id\":21");
  }

  /** A number of the new side reaches clients as a text, and the side as a number. */
  @Test
  void aNumberIsANumberForItsSide() {
    sides.begin(folder.resolve("numbers"), "{cursor: {body: number /offset, at: number /next}}");
    sides.weigh("100");
    String next = json(sides.post("/numbers", "{}")).path("next").toString();
    assertThat(next).matches("\"~.{11}\\.1000020\"");

    sides.weigh("0");
    assertThat(sides.post("/numbers", "{\"offset\":" + next + "}").text())
        .contains("\"by\":\"new\"", ".1000040\"");
    sides.weigh("100");
    assertThat(sides.post("/numbers", "{\"offset\":20}").text())
        .isEqualTo("{\"by\":\"old\",\"next\":40}");
  }

  /** What is no JSON, or has no cursor, or is too long, goes where its client belongs. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "{",
        "[]",
        "7",
        "{\"page\":{\"cursor\":null}}",
        "{\"page\":{\"cursor\":\"\"}}",
        "{\"page\":{\"cursor\":{}}}",
        "{\"page\":1,\"page\":2}"
      })
  void whatBringsNoCursorGoesByIdentityAndStaysAsItIs(String body) {
    sides.post("/search", body);
    assertThat(sides.old.received().getLast().text()).isEqualTo(body);
    sides.weigh("100");
    sides.post("/search", body);
    assertThat(sides.fresh.received().getLast().text()).isEqualTo(body);
  }

  @Test
  void aBodyThatIsTooLongToBeHeldStreamsOnByIdentity() {
    sides.weigh("100");
    String body = "{\"page\":{},\"text\":\"" + "x".repeat(TOO_LONG) + "\"}";

    assertThat(sides.post("/search", body).text()).contains("\"by\":\"new\"");
    assertThat(sides.fresh.received().getLast().text()).isEqualTo(body);
    assertThat(sides.post("/search", "Transfer-Encoding: chunked", chunk(body) + chunk("")).text())
        .contains("\"by\":\"new\"");
    assertThat(sides.fresh.received().getLast().text()).isEqualTo(body);
  }

  @Test
  void aCursorOfASideThatIsOutOfItIsGone() {
    sides.weigh("100");
    String body = next(sides.post("/search", FIRST));
    sides.move(new Move.RollBack(Stage.SHADOW));

    assertThat(sides.post("/search", body).status()).isEqualTo(410);
  }

  private static String next(Answer answer) {
    return "{\"page\":{\"cursor\":\"%s\"}}".formatted(json(answer).path("nextCursor").asText());
  }

  private static String chunk(String text) {
    return Integer.toHexString(text.length()) + "\r\n" + text + "\r\n";
  }

  private static JsonNode json(Answer answer) {
    try {
      return JSON.readTree(answer.text());
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(answer.text(), e);
    }
  }
}
