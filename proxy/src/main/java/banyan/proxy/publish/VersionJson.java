package banyan.proxy.publish;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;

/** A version as the text of a file. */
final class VersionJson {
  private static final JsonMapper JSON = new JsonMapper();

  private VersionJson() {}

  static String write(TableVersion version) {
    VersionEntry entry = version.entry();
    ObjectNode json = JSON.createObjectNode();
    json.put("number", entry.number());
    json.put("parent", entry.parent());
    json.put("hash", entry.hash());
    json.put("fileHash", entry.fileHash());
    json.put("who", entry.who());
    json.put("when", entry.when().toString());
    json.put("why", entry.why());
    json.put("document", version.text());
    try {
      return JSON.writeValueAsString(json) + "\n";
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("numbers and strings are always JSON", e);
    }
  }

  /** Throws IOException when the text is no version, or not the one that was written. */
  static TableVersion read(String text) throws IOException {
    try {
      JsonNode json = JSON.readTree(text);
      VersionEntry entry =
          new VersionEntry(
              json.required("number").asLong(),
              json.required("parent").asLong(),
              json.required("hash").asText(),
              json.required("fileHash").asText(),
              json.required("who").asText(),
              Instant.parse(json.required("when").asText()),
              json.required("why").asText());
      TableVersion version = new TableVersion(entry, json.required("document").asText());
      if (!VersionEntry.hash(version.text()).equals(entry.hash())) {
        throw new IOException("the document does not have the hash that stands beside it");
      }
      return version;
    } catch (JsonProcessingException | IllegalArgumentException | DateTimeException e) {
      throw new IOException("it is no version of the routes", e);
    }
  }
}
