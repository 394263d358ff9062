package banyan.proxy.artefact;

import static org.assertj.core.api.Assertions.assertThat;

import banyan.proxy.match.WireHead;
import banyan.proxy.migration.Asker;
import banyan.proxy.migration.Automation;
import banyan.proxy.migration.IdentityChain;
import banyan.proxy.migration.Migration;
import banyan.proxy.migration.RoutePattern;
import banyan.proxy.migration.Salt;
import banyan.proxy.migration.Side;
import banyan.proxy.migration.SideChoice;
import banyan.proxy.migration.Stage;
import banyan.proxy.migration.Terms;
import banyan.proxy.migration.Weight;
import banyan.proxy.publish.Reason;
import banyan.proxy.route.Artefacts;
import banyan.proxy.route.Handle;
import banyan.proxy.route.Handle.Carrier;
import banyan.proxy.route.Handle.Kind;
import banyan.proxy.route.MintingPlace;
import banyan.testing.TestSize;
import banyan.wire.Caller;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Clients keep what they were given, while a migration goes anywhere between the requests. */
final class BroughtArtefactsTest {
  private static final int SEQUENCES = TestSize.pick("sequences of moves", 200, 2_000, 100_000);
  private static final Instant NOW = Instant.parse("2026-11-21T10:00:00Z");
  private static final Salt SALT = Salt.parse("000102030405060708090a0b0c0d0e0f");
  private static final Artefacts DECLARED =
      new Artefacts(
          false,
          List.of(
              new Handle(
                  Kind.CURSOR,
                  new Carrier.Parameter("cursor"),
                  List.of(MintingPlace.parse("header X-Next")))));

  /** What a client was given: the text as it has it, who gave it, and what that calls it. */
  private record Given(String text, Side minter, String own) {}

  @Test
  void noSideEverSeesWhatTheOtherOneMinted() {
    for (int seed = 0; seed < SEQUENCES; seed++) {
      var random = new Random(seed);
      List<Given> cursors = new ArrayList<>();
      List<Given> tags = new ArrayList<>();
      for (int step = 0; step < 12; step++) {
        Migration migration = anywhere(random);
        ask(random, migration, cursors, tags, "seed " + seed + ", step " + step);
      }
    }
  }

  @Test
  void aKeyThatIsOnTheOtherSideTakesTheRequestThere() {
    Migration canary = at(Stage.CANARY);
    var marks = new Marks(SALT);
    HttpFields fields =
        HttpFields.build()
            .add(HttpHeader.IF_NONE_MATCH, "\"1\"")
            .add(HttpHeader.IF_NONE_MATCH, Validators.marked(marks, "\"2\""));
    BroughtArtefacts brought =
        BroughtArtefacts.of(new WireHead(null, "POST", "/rows", null, fields), DECLARED);
    brought.passes(canary, Side.FROM);
    assertThat(brought.fields(fields, false).get(HttpHeader.IF_NONE_MATCH)).isEqualTo("\"1\"");
    brought.passesInstead(Side.TO);
    assertThat(brought.fields(fields, false).get(HttpHeader.IF_NONE_MATCH)).isEqualTo("\"2\"");
    assertThat(brought.answerMarks(false).isEmpty()).isFalse();

    String cursor = "cursor=" + marks.marked("cursor", "c");
    BroughtArtefacts bound =
        BroughtArtefacts.of(new WireHead(null, "POST", "/rows", cursor, fields), DECLARED);
    bound.passes(canary, Side.TO);
    assertThat(bound.query()).isEqualTo("cursor=c");
    bound.passesInstead(Side.FROM);
    assertThat(bound.refusal()).isNotNull();
    bound.passesInstead(Side.TO);
    assertThat(bound.refusal()).isNull();
    assertThat(bound.query()).isEqualTo("cursor=c");
  }

  private static void ask(
      Random random, Migration migration, List<Given> cursors, List<Given> tags, String where) {
    Given cursor = random.nextBoolean() ? any(random, cursors) : null;
    List<Given> match = some(random, tags);
    List<Given> noneMatch = some(random, tags);
    HttpFields.Mutable fields = HttpFields.build();
    put(fields, HttpHeader.IF_MATCH, match);
    put(fields, HttpHeader.IF_NONE_MATCH, noneMatch);
    fields.put(HttpHeader.IF_MODIFIED_SINCE, "Sat, 21 Nov 2026 10:00:00 GMT");
    var head =
        new WireHead(
            null,
            random.nextBoolean() ? "GET" : "PUT",
            "/rows",
            cursor == null ? "a=1" : "a=1&cursor=" + cursor.text(),
            fields);
    BroughtArtefacts brought = BroughtArtefacts.of(head, DECLARED);
    Asker asker = new Asker(head, Caller.anonymous(), "192.0.2." + random.nextInt(250));
    Side side = SideChoice.of(migration, asker, null, brought.minter(migration)).side();
    brought.passes(migration, side);

    if (brought.refusal() != null) {
      boolean isForeign =
          (cursor != null && cursor.minter() != side)
              || (!match.isEmpty() && match.stream().noneMatch(tag -> tag.minter() == side));
      assertThat(isForeign).as("%s: what one side could answer is refused", where).isTrue();
      return;
    }
    HttpFields seen = brought.fields(fields, false);
    assertThat(brought.query())
        .as(where)
        .isEqualTo(cursor == null ? "a=1" : "a=1&cursor=" + cursor.own());
    assertThat(cursor == null || cursor.minter() == side).as(where).isTrue();
    assertThat(seen.get(HttpHeader.IF_MATCH)).as(where).isEqualTo(owned(match, side));
    assertThat(match.isEmpty() || seen.contains(HttpHeader.IF_MATCH)).as(where).isTrue();
    assertThat(seen.get(HttpHeader.IF_NONE_MATCH)).as(where).isEqualTo(owned(noneMatch, side));
    assertThat(seen.contains(HttpHeader.IF_MODIFIED_SINCE)).as(where).isFalse();
    mint(random, side, brought, cursors, tags);
  }

  /** The answer of a side: both mint the same texts. */
  private static void mint(
      Random random, Side side, BroughtArtefacts brought, List<Given> cursors, List<Given> tags) {
    String cursor = "~c+" + random.nextInt(3);
    String tag = String.valueOf(random.nextInt(3));
    HttpFields.Mutable answer = HttpFields.build();
    answer.put("X-Next", cursor);
    answer.put(HttpHeader.ETAG, "W/\"" + tag + "\"");
    brought.answerMarks(false).mark(answer, null);
    cursors.add(new Given(String.valueOf(answer.get("X-Next")), side, cursor));
    tags.add(new Given(String.valueOf(answer.get(HttpHeader.ETAG)), side, "W/\"" + tag + "\""));
  }

  private static @Nullable String owned(List<Given> given, Side side) {
    List<String> own = given.stream().filter(tag -> tag.minter() == side).map(Given::own).toList();
    return own.isEmpty() ? null : String.join(", ", own);
  }

  private static void put(HttpFields.Mutable fields, HttpHeader name, List<Given> tags) {
    tags.forEach(tag -> fields.add(name, tag.text()));
  }

  private static @Nullable Given any(Random random, List<Given> given) {
    return given.isEmpty() ? null : given.get(random.nextInt(given.size()));
  }

  private static List<Given> some(Random random, List<Given> given) {
    int count = given.isEmpty() || random.nextBoolean() ? 0 : 1 + random.nextInt(3);
    return Stream.generate(() -> given.get(random.nextInt(given.size()))).limit(count).toList();
  }

  private static Migration anywhere(Random random) {
    return at(Stage.values()[random.nextInt(Stage.values().length)]);
  }

  /** It may have been anywhere before, so that both sides may have answered. */
  private static Migration at(Stage stage) {
    return new Migration(
        "rows",
        List.of(RoutePattern.parse("/**")),
        "old",
        "new",
        IdentityChain.parse("address"),
        SALT,
        stage,
        Weight.parse("50"),
        Automation.DEFAULT,
        Terms.NONE,
        7,
        NOW,
        NOW,
        new Reason("ada", "a test"));
  }
}
