package banyan.proxy.artefact;

import static org.assertj.core.api.Assertions.assertThat;

import banyan.proxy.migration.Move;
import banyan.proxy.migration.Stage;
import banyan.testing.Answer;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Validators of one side never meet the other, through the whole request path. */
final class ValidatorsTest {
  private static final Move PROMOTE = new Move.Promote();

  private static final String DECLARED =
      "{cursor: {query: cursor, at: [/nextCursor, link /links/next, header Link]},"
          + " upload: {path: \"/uploads/{id}\", at: [header Location, /id]}}";

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

  @Test
  void aFallbackNeverMeetsTheValidatorsOfTheNewSide() {
    sides.weigh("100");
    String validator = sides.get("/rows").field("ETag").orElseThrow();
    try (var gone = new RowServer("gone")) {
      gone.close();
      sides.publish(DECLARED, sides.old, gone, "old");
      Answer answer = sides.get("/rows", "If-None-Match: " + validator);
      assertThat(answer.status()).isEqualTo(200);
      assertThat(answer.field("ETag")).hasValue(RowServer.VALIDATOR);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"{validators: shared}", "shared"})
  void sharedValidatorsPassAsTheyAre(String artefacts) {
    sides.publish(artefacts, sides.old, sides.fresh, "old");
    sides.weigh("100");
    assertThat(sides.get("/rows").field("ETag")).hasValue(RowServer.VALIDATOR);
    assertThat(sides.get("/rows", "If-None-Match: " + RowServer.VALIDATOR).status()).isEqualTo(304);
  }

  @Test
  void noSideAnswers304ForAValidatorOfTheOther() {
    String ofOld = sides.get("/rows").field("ETag").orElseThrow();
    assertThat(sides.get("/rows", "If-None-Match: " + ofOld).status()).isEqualTo(304);
    sides.weigh("100");
    assertThat(sides.get("/rows", "If-None-Match: " + ofOld).status()).isEqualTo(200);
    String ofNew = sides.get("/rows").field("ETag").orElseThrow();
    assertThat(ofNew).isNotEqualTo(ofOld).endsWith(".7\"");

    Answer unchanged = sides.get("/rows", "If-None-Match: " + ofOld + ", W/" + ofNew);
    assertThat(unchanged.status()).isEqualTo(304);
    assertThat(unchanged.field("ETag")).hasValue(ofNew);
    sides.weigh("0");
    assertThat(sides.get("/rows", "If-None-Match: " + ofNew).status()).isEqualTo(200);
    assertThat(sides.get("/rows", "If-None-Match: " + ofNew, "If-None-Match: " + ofOld).status())
        .isEqualTo(304);
  }

  @Test
  void aDateIsNoGroundFor304OnceBothSidesHaveAnswered() {
    String since = "If-Modified-Since: " + RowServer.MODIFIED;
    assertThat(sides.get("/rows", since).status()).isEqualTo(304);
    sides.move(new Move.Shadow());
    assertThat(sides.get("/rows", since).status()).isEqualTo(304);
    sides.weigh("100");
    assertThat(sides.get("/rows", since).status()).isEqualTo(200);
    sides.weigh("0");
    assertThat(sides.get("/rows", since).status()).isEqualTo(200);
  }

  @Test
  void aRangeOfTheOtherSidesRepresentationIsNotCutOut() {
    sides.publish("{upload: {path: \"/uploads/{id}\", at: /id}}", sides.old, sides.fresh, "old");
    String ofOld = sides.get("/x").field("ETag").orElseThrow();
    assertThat(sides.get("/x", "Range: bytes=0-2", "If-Range: " + ofOld).status()).isEqualTo(206);
    sides.publish("{cursor: {query: cursor, at: header X-Next}}", sides.old, sides.fresh, "old");
    sides.weigh("100");
    assertThat(sides.get("/x", "Range: bytes=0-2", "If-Range: " + ofOld).status()).isEqualTo(200);
    String ofNew = sides.get("/x").field("ETag").orElseThrow();
    assertThat(sides.get("/x", "Range: bytes=0-2", "If-Range: " + ofNew).status()).isEqualTo(206);
  }

  @Test
  void aConditionalWriteGoesToTheSideThatToldTheStateWhileBothTakeWrites() {
    String ofOld = "If-Match: " + sides.get("/rows/1").field("ETag").orElseThrow();
    sides.weigh("100");
    String ofNew = "If-Match: " + sides.get("/rows/1").field("ETag").orElseThrow();
    assertThat(writes("PUT", ofOld)).isEqualTo("old 200");
    assertThat(writes("PUT", ofNew)).isEqualTo("new 200");
    assertThat(writes("PUT", ofOld + ", " + ofNew.substring(10))).isEqualTo("new 200");
    sides.weigh("0");
    assertThat(writes("PUT", ofNew)).isEqualTo("new 200");
    assertThat(writes("PUT", "If-Match: *")).isEqualTo("old 200");
  }

  @Test
  void aConditionOnTheOtherSideFailsWhereThatTakesNoWrites() {
    String ofOld = "If-Match: " + sides.get("/rows/1").field("ETag").orElseThrow();
    sides.weigh("100");
    String ofNew = "If-Match: " + sides.get("/rows/1").field("ETag").orElseThrow();
    sides.move(PROMOTE);
    assertThat(writes("PUT", ofOld)).isEqualTo("nobody 412");
    assertThat(writes("PUT", ofNew)).isEqualTo("new 200");
    sides.move(new Move.RollBack(Stage.SHADOW));
    assertThat(writes("PUT", ofNew)).isEqualTo("nobody 412");
    assertThat(writes("PUT", ofOld)).isEqualTo("old 200");
    assertThat(writes("PUT", "If-Match: \"7")).isEqualTo("nobody 400");
  }

  /** Who got a write last, and what the client was answered. */
  private String writes(String method, String condition) {
    int old = sides.old.received().size();
    int fresh = sides.fresh.received().size();
    int status = sides.send(method, "/rows/1", condition).status();
    String who =
        sides.old.received().size() > old
            ? "old"
            : sides.fresh.received().size() > fresh ? "new" : "nobody";
    return who + " " + status;
  }
}
