package banyan.app.demo;

import banyan.app.AdminClient;
import banyan.app.CommandFailure;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Moves the reads by the monolith's admin listener, as an operator does with commands, and says so.
 * For one thread.
 */
final class MigrationDesk {
  /** What moves. */
  static final String ROUTES = "GET,HEAD /api/v1/products/**";

  private static final String NAME = "catalog-reads";
  private static final String IDENTITY = "cookie:" + Shopper.COOKIE;
  private static final String WHY = "the catalogue moves out";

  private static final int GRANTED_MAX = 201;
  private static final JsonMapper JSON = new JsonMapper();

  private final ChildProcess monolith;
  private final Consumer<String> screen;

  /** Of the migration that this show moves; numbered, since one that has ended stays. */
  private String name = NAME;

  /** The entries of the audit log before this show. */
  private long begin;

  /** The move that was refused last: that is said once, and asked for again. */
  private Deed.@Nullable Step refused;

  MigrationDesk(ChildProcess monolith, Consumer<String> screen) {
    this.monolith = monolith;
    this.screen = screen;
  }

  /** The migration that this show moves. */
  String name() {
    return name;
  }

  /** The entries that the audit log had before this show. */
  long begin() {
    return begin;
  }

  /**
   * Brings back what earlier shows on this database have moved, and prepares the migration.
   *
   * @param named is told the name before there is such a migration
   */
  void prepare(Consumer<String> named) {
    List<JsonNode> earlier = list();
    for (JsonNode migration : earlier) {
      if (!migration.path("stage").asText().equals("retired")) {
        takeUp(migration, named);
        return;
      }
    }
    String fresh = earlier.isEmpty() ? NAME : NAME + "-" + (earlier.size() + 1);
    if (leadOut(earlier)) {
      create(fresh + "-home", RoutesText.SERVICE, LogLine.LOCAL);
      walkHome(fresh + "-home");
    }
    name = fresh;
    named.accept(name);
    begin = entries();
    screen.accept(
        "$ banyan migration create %s --routes '%s' --from %s --to %s --identity %s --why '%s'"
            .formatted(name, ROUTES, LogLine.LOCAL, RoutesText.SERVICE, IDENTITY, WHY));
    create(name, LogLine.LOCAL, RoutesText.SERVICE);
  }

  /** One that is under way: two may not move the same routes. */
  private void takeUp(JsonNode migration, Consumer<String> named) {
    name = migration.path("name").asText();
    named.accept(name);
    if (!migration.path("stage").asText().equals("prepared")) {
      ObjectNode request = request(name, new Deed.Step("rollback", "", "the next show begins"));
      demand(monolith.send("/migrations/move", request.put("to", "prepared").toString()));
    }
    begin = entries();
  }

  private long entries() {
    return read(monolith.ask("/audit")).path("entries").asLong();
  }

  /** Whether the reads are at the service for good. */
  private static boolean leadOut(List<JsonNode> ended) {
    return ended.stream()
        .max(Comparator.comparing(migration -> migration.path("created").asText()))
        .map(last -> last.path("to").asText().equals(RoutesText.SERVICE))
        .orElse(false);
  }

  /** Nobody is asking yet, so there is no evidence to be had. */
  private void walkHome(String migration) {
    for (String word : List.of("shadow", "canary", "promote", "retire")) {
      String weight = word.equals("canary") ? "100" : "";
      ObjectNode request = request(migration, new Deed.Step(word, weight, "the next show begins"));
      if (!word.equals("shadow")) {
        request.put("override", "an earlier show has moved the reads for good");
      }
      demand(monolith.send("/migrations/move", request.toString()));
    }
  }

  private void create(String migration, String from, String to) {
    ObjectNode request = JSON.createObjectNode();
    request.put("name", migration).put("from", from).put("to", to);
    request.put("identity", IDENTITY).put("why", WHY);
    request.putArray("routes").add(ROUTES);
    demand(monolith.send("/migrations/create", request.toString()));
  }

  private static void demand(AdminClient.Reply reply) {
    if (reply.status() > GRANTED_MAX) {
      throw CommandFailure.failed("the monolith refuses a move: " + detail(reply));
    }
  }

  /**
   * Asks for a move.
   *
   * @return nothing when it is made, else why not
   */
  String ask(Deed.Step step) {
    AdminClient.Reply reply = monolith.send("/migrations/move", request(name, step).toString());
    String refusal = reply.status() > GRANTED_MAX ? detail(reply) : "";
    if (refusal.isEmpty() || !step.equals(refused)) {
      screen.accept(
          "$ banyan migration %s %s%s --why '%s'"
              .formatted(
                  step.word(),
                  name,
                  step.weight().isEmpty() ? "" : " " + step.weight(),
                  step.why()));
      screen.accept(
          refusal.isEmpty()
              ? "  %s is at %s".formatted(name, read(reply.body()).path("standing").asText())
              : "  " + refusal);
    }
    refused = refusal.isEmpty() ? null : step;
    return refusal;
  }

  private static ObjectNode request(String migration, Deed.Step step) {
    ObjectNode request = JSON.createObjectNode();
    request.put("name", migration).put("move", step.word()).put("why", step.why());
    if (!step.weight().isEmpty()) {
      request.put("weight", step.weight());
    }
    return request;
  }

  /** A difference between the sides, as the monolith tells of it, with an example. */
  record Told(String place, String kind, String from, String to) {}

  /** The differences that the monolith has found between the answers of both sides. */
  List<Told> differences() {
    List<Told> told = new ArrayList<>();
    AdminClient.Reply reply =
        monolith.send("/parity/show", JSON.createObjectNode().put("name", name).toString());
    for (JsonNode difference : read(reply.body()).at("/parity/forward/differences")) {
      JsonNode sample = difference.at("/samples/0");
      told.add(
          new Told(
              difference.path("place").asText(),
              difference.path("kind").asText(),
              sample.path("from").asText(""),
              sample.path("to").asText("")));
    }
    return told;
  }

  /** Where it stands, such as {@code canary}; empty before it is created. */
  String stage() {
    return list().stream()
        .filter(migration -> migration.path("name").asText().equals(name))
        .map(migration -> migration.path("stage").asText())
        .findFirst()
        .orElse("");
  }

  private List<JsonNode> list() {
    List<JsonNode> all = new ArrayList<>();
    read(monolith.ask("/migrations")).forEach(all::add);
    return all;
  }

  private static String detail(AdminClient.Reply reply) {
    return read(reply.body()).path("detail").asText(reply.body());
  }

  private static JsonNode read(String json) {
    try {
      return JSON.readTree(json);
    } catch (JsonProcessingException e) {
      throw CommandFailure.failed("the monolith's answer is no JSON: " + e.getMessage(), e);
    }
  }
}
