package banyan.proxy.migration;

import banyan.proxy.migration.LoggedFault.Change;
import banyan.proxy.migration.LoggedFault.Planted;
import banyan.proxy.publish.Reason;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;

/** What became of a planted fault as JSON, for the audit log. */
final class FaultJson {
  /** The member that tells such an entry from a move. */
  static final String MEMBER = "fault";

  private FaultJson() {}

  static ObjectNode write(LoggedFault logged) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put(MEMBER, logged.change().word());
    json.put("role", logged.role());
    json.put("instance", logged.instance());
    Planted fault = logged.fault();
    json.putObject("planted")
        .put("name", fault.name())
        .put("kind", fault.kind())
        .put("where", fault.where())
        .put("percent", fault.percent())
        .put("until", fault.until().toString());
    json.put("strikes", logged.strikes());
    json.put("at", logged.at().toString());
    json.put("who", logged.reason().who());
    json.put("why", logged.reason().why());
    return json;
  }

  /** Throws IllegalArgumentException or DateTimeException where it is none. */
  static LoggedFault read(JsonNode json) {
    JsonNode fault = json.required("planted");
    return new LoggedFault(
        Change.parse(json.required(MEMBER).asText()),
        json.required("role").asText(),
        json.required("instance").asText(),
        new Planted(
            fault.required("name").asText(),
            fault.required("kind").asText(),
            fault.required("where").asText(),
            fault.required("percent").asInt(),
            Instant.parse(fault.required("until").asText())),
        json.required("strikes").asLong(),
        Instant.parse(json.required("at").asText()),
        new Reason(json.required("who").asText(), json.required("why").asText()));
  }
}
