package banyan.proxy.adapt;

import static org.assertj.core.api.Assertions.assertThat;

import banyan.proxy.adapt.BodyMapping.Result;
import banyan.testing.TestSize;
import com.fasterxml.jackson.databind.node.TextNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What a mapping does with bodies that it does not like, and that what it does can be undone. */
final class BodyMappingTest {
  private static final int BYTES_MAX = 10_000;

  @Test
  void refusesWhatIsNoJson() {
    for (String body :
        List.of("", "{", "{\"a\":1}x", "{\"a\":1,\"a\":2}", "{a:1}", "NaN", "[01]")) {
      assertThat(apply(body, drop("/a"))).as(body).isInstanceOf(Result.Malformed.class);
    }
  }

  @Test
  void refusesWhatIsTooDeepTooLongOrTooMany() {
    assertThat(apply("[".repeat(100) + "]".repeat(100), drop("/a")))
        .isInstanceOf(Result.Malformed.class);
    assertThat(apply("1".repeat(2000), drop("/a"))).isInstanceOf(Result.Malformed.class);
    assertThat(apply("[" + "0,".repeat(JsonBody.NODES_MAX) + "0]", drop("/a")))
        .isInstanceOfSatisfying(
            Result.Malformed.class,
            refused -> assertThat(refused.reason()).contains("more than 200000 values"));
  }

  @Test
  void refusesToGrowABodyWithoutMeasure() {
    String elements = "[" + "{},".repeat(1000) + "{}]";
    BodyEdit filling =
        new BodyEdit.Constant(JsonPlace.parse("/*/x"), TextNode.valueOf("x".repeat(1000)));
    assertThat(apply(elements, filling))
        .isInstanceOfSatisfying(
            Result.Malformed.class,
            refused -> assertThat(refused.reason()).contains("more than 40000 bytes"));
  }

  @Test
  void namesTheEditThatDoesNotFit() {
    assertThat(apply("{\"a\":1,\"b\":\"text\"}", move("/a", "/b/c")))
        .isEqualTo(new Result.Misfit("/b/c", "has no room: 'b' is there and is no object"));
    assertThat(apply("{\"a\":\"x\"}", convert("/a", BodyEdit.Type.NUMBER)))
        .isEqualTo(new Result.Misfit("/a", "cannot become a number"));
    assertThat(apply("{\"a\":[]}", convert("/a", BodyEdit.Type.STRING)))
        .isEqualTo(new Result.Misfit("/a", "cannot become a string"));
  }

  @Test
  void leavesAloneWhatIsNotThere() {
    String body = "{\"x\":[1,{\"y\":null}]}";
    assertThat(text(apply(body, drop("/a/b"), move("/a/b", "/c/d"), drop("/x/*/z/a"))))
        .isEqualTo(body);
    assertThat(text(apply("7", drop("/a")))).isEqualTo("7");
  }

  /** Old to new and back gives the old one again, for any fields. */
  @Test
  void renamesAndMovesCanBeUndone() {
    int bodies = TestSize.pick("random bodies", 100, 1000, 100_000);
    var there =
        List.of(
            new BodyEdit.Rename(JsonPlace.parse("/title"), "name"),
            move("/amount", "/price/amount"),
            move("/lines/*/p", "/lines/*/price/minor"));
    var back =
        List.of(
            move("/lines/*/price/minor", "/lines/*/p"),
            new BodyEdit.Drop(JsonPlace.parse("/lines/*/price")),
            move("/price/amount", "/amount"),
            new BodyEdit.Drop(JsonPlace.parse("/price")),
            new BodyEdit.Rename(JsonPlace.parse("/name"), "title"));
    Random random = new Random(7);
    for (int i = 0; i < bodies; i++) {
      String body = body(random);
      String mapped = text(apply(body, there.toArray(BodyEdit[]::new)));
      assertThat(text(apply(mapped, back.toArray(BodyEdit[]::new)))).isEqualTo(body);
    }
  }

  /** In the order in which the way back writes: what moved is the last of its object. */
  private static String body(Random random) {
    List<String> fields = new ArrayList<>();
    if (random.nextBoolean()) {
      fields.add("\"title\":\"" + random.nextInt() + "\"");
    }
    fields.add("\"other\":" + random.nextDouble());
    List<String> lines = new ArrayList<>();
    for (int i = random.nextInt(4); i > 0; i--) {
      lines.add("{\"sku\":\"" + i + "\"" + (random.nextBoolean() ? ",\"p\":" + i : "") + "}");
    }
    fields.add("\"lines\":[" + String.join(",", lines) + "]");
    if (random.nextBoolean()) {
      fields.add("\"amount\":" + random.nextInt() + ".50");
    }
    return "{" + String.join(",", fields) + "}";
  }

  private static BodyEdit drop(String place) {
    return new BodyEdit.Drop(JsonPlace.parse(place));
  }

  private static BodyEdit move(String from, String to) {
    return new BodyEdit.Move(JsonPlace.parse(from), JsonPlace.parse(to));
  }

  private static BodyEdit convert(String place, BodyEdit.Type to) {
    return new BodyEdit.Convert(JsonPlace.parse(place), to);
  }

  private static Result apply(String body, BodyEdit... edits) {
    return new BodyMapping(List.of(edits)).apply(body.getBytes(StandardCharsets.UTF_8), BYTES_MAX);
  }

  private static String text(Result result) {
    assertThat(result).isInstanceOf(Result.Mapped.class);
    return new String(((Result.Mapped) result).body(), StandardCharsets.UTF_8);
  }
}
