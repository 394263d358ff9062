package banyan.proxy.migration;

import banyan.proxy.migration.LoggedMove.Standing;
import banyan.proxy.publish.Reason;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Migrations and entries of the audit log as JSON text, for the log and the last good copy. */
final class MigrationJson {
  private static final JsonMapper JSON = new JsonMapper();
  private static final String SALT = "salt";
  private static final String HIDDEN = "(hidden)";

  private MigrationJson() {}

  static String write(LoggedMove move) {
    ObjectNode json = JSON.createObjectNode();
    json.put("move", move.word());
    json.put("role", move.role());
    switch (move.evidence()) {
      case Evidence.Undemanded _ -> {}
      case Evidence.Found(String kind, String id) ->
          json.putObject("evidence").put("kind", kind).put("id", id);
      case Evidence.Overridden(String reason) -> json.put("override", reason);
    }
    Standing before = move.before();
    if (before != null) {
      json.putObject("before")
          .put("stage", before.stage().word())
          .put("weight", before.weight().buckets())
          .put("revision", before.revision());
    }
    json.set("migration", write(move.after()));
    return text(json);
  }

  static String write(LoggedFault fault) {
    return text(FaultJson.write(fault));
  }

  /** Throws IOException when the text is no entry, or one of a later version of the product. */
  static Logged readLogged(String text) throws IOException {
    return reading(
        () -> {
          JsonNode json = JSON.readTree(text);
          return json.has(FaultJson.MEMBER) ? FaultJson.read(json) : move(json);
        });
  }

  private static LoggedMove move(JsonNode json) {
    JsonNode before = json.path("before");
    return new LoggedMove(
        json.required("move").asText(),
        json.required("role").asText(),
        evidence(json),
        before.isMissingNode()
            ? null
            : new Standing(
                Stage.parse(before.required("stage").asText()),
                new Weight(before.required("weight").asInt()),
                before.required("revision").asLong()),
        read(json.required("migration")));
  }

  /** The state of all, at an entry of the log. */
  record Copy(@Nullable AuditEntry last, List<Migration> migrations) {
    Copy {
      migrations = List.copyOf(migrations);
    }
  }

  static String write(AuditEntry last, List<Migration> migrations) {
    ObjectNode json = JSON.createObjectNode();
    json.set("last", write(last));
    ArrayNode all = json.putArray("migrations");
    migrations.forEach(migration -> all.add(write(migration)));
    return text(json) + "\n";
  }

  static Copy readCopy(String text) throws IOException {
    return reading(
        () -> {
          JsonNode json = JSON.readTree(text);
          List<Migration> migrations = new ArrayList<>();
          for (JsonNode migration : json.required("migrations")) {
            migrations.add(read(migration));
          }
          return new Copy(entry(json.required("last")), migrations);
        });
  }

  static String writeEntry(AuditEntry entry) {
    return text(write(entry)) + "\n";
  }

  static AuditEntry readEntry(String text) throws IOException {
    return reading(() -> entry(JSON.readTree(text)));
  }

  /**
   * The text of an entry for who may not see salts. Of one that cannot be read nothing is left: a
   * salt may stand anywhere in it.
   */
  static String withoutSalts(String text) {
    try {
      var _ = readLogged(text);
      ObjectNode json = (ObjectNode) JSON.readTree(text);
      json.findParents(SALT).forEach(parent -> ((ObjectNode) parent).put(SALT, HIDDEN));
      return text(json);
    } catch (IOException e) {
      return HIDDEN;
    }
  }

  private static ObjectNode write(AuditEntry entry) {
    return JSON.createObjectNode()
        .put("number", entry.number())
        .put("previous", entry.previous())
        .put("hash", entry.hash())
        .put("text", entry.text());
  }

  private static AuditEntry entry(JsonNode json) {
    return new AuditEntry(
        json.required("number").asLong(),
        json.required("previous").asText(),
        json.required("text").asText(),
        json.required("hash").asText());
  }

  private static ObjectNode write(Migration migration) {
    ObjectNode json = JSON.createObjectNode();
    json.put("name", migration.name());
    ArrayNode routes = json.putArray("routes");
    migration.routes().forEach(pattern -> routes.add(pattern.toString()));
    json.put("from", migration.from());
    json.put("to", migration.to());
    json.put("identity", migration.identity().toString());
    json.put(SALT, migration.salt().toString());
    json.put("stage", migration.stage().word());
    json.put("weight", migration.weight().buckets());
    if (!migration.automation().equals(Automation.DEFAULT)) {
      json.set("automation", write(migration.automation()));
    }
    if (!migration.terms().equals(Terms.NONE)) {
      migration.terms().values().forEach(json.putObject("terms")::put);
    }
    json.put("revision", migration.revision());
    json.put("created", migration.created().toString());
    json.put("since", migration.since().toString());
    json.put("who", migration.reason().who());
    json.put("why", migration.reason().why());
    return json;
  }

  private static Migration read(JsonNode json) {
    List<RoutePattern> routes = new ArrayList<>();
    json.required("routes").forEach(pattern -> routes.add(RoutePattern.parse(pattern.asText())));
    return new Migration(
        json.required("name").asText(),
        routes,
        json.required("from").asText(),
        json.required("to").asText(),
        IdentityChain.parse(json.required("identity").asText()),
        Salt.parse(json.required(SALT).asText()),
        Stage.parse(json.required("stage").asText()),
        new Weight(json.required("weight").asInt()),
        automation(json.path("automation")),
        terms(json.path("terms")),
        json.required("revision").asLong(),
        Instant.parse(json.required("created").asText()),
        Instant.parse(json.required("since").asText()),
        new Reason(json.required("who").asText(), json.required("why").asText()));
  }

  private static ObjectNode write(Automation automation) {
    ObjectNode json = JSON.createObjectNode();
    json.put("rollsBack", automation.rollsBack());
    if (automation.plan() != null) {
      json.put("plan", RolloutSteps.text(automation.plan()));
      json.put("running", automation.isRunning());
    }
    if (automation.override() != null) {
      json.put("override", automation.override());
    }
    return json;
  }

  /** What is not there is as it was before there was a gate, so that old entries stay whole. */
  private static Automation automation(JsonNode json) {
    if (json.isMissingNode()) {
      return Automation.DEFAULT;
    }
    JsonNode plan = json.path("plan");
    JsonNode override = json.path("override");
    return new Automation(
        json.required("rollsBack").asBoolean(),
        plan.isMissingNode() ? null : RolloutSteps.parse(plan.asText()),
        json.path("running").asBoolean(),
        override.isMissingNode() ? null : override.asText());
  }

  /**
   * Nothing is there where a migration has no settings of its own, so that old entries stay whole.
   */
  private static Terms terms(JsonNode json) {
    SortedMap<String, String> values = new TreeMap<>();
    json.properties().forEach(term -> values.put(term.getKey(), term.getValue().asText()));
    return new Terms(values);
  }

  private static Evidence evidence(JsonNode json) {
    if (json.has("override")) {
      return new Evidence.Overridden(json.path("override").asText());
    }
    JsonNode found = json.path("evidence");
    return found.isMissingNode()
        ? new Evidence.Undemanded()
        : new Evidence.Found(found.required("kind").asText(), found.required("id").asText());
  }

  private static <T> T reading(Reading<T> code) throws IOException {
    try {
      return code.read();
    } catch (JsonProcessingException e) {
      throw new IOException("it is no JSON: " + e.getOriginalMessage(), e);
    } catch (IllegalArgumentException | DateTimeException e) {
      throw new IOException("it says what this version does not know: " + e.getMessage(), e);
    }
  }

  private static String text(ObjectNode json) {
    try {
      return JSON.writeValueAsString(json);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("numbers and strings are always JSON", e);
    }
  }

  @FunctionalInterface
  private interface Reading<T> {
    T read() throws JsonProcessingException;
  }
}
