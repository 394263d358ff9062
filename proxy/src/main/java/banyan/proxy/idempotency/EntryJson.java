package banyan.proxy.idempotency;

import banyan.proxy.idempotency.Entry.State;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Entries of the ledger as JSON, in each kind of store. Pure. */
public final class EntryJson {
  private static final ObjectMapper JSON = new ObjectMapper();

  private EntryJson() {}

  public static String write(Entry entry) {
    ObjectNode node =
        JSON.createObjectNode()
            .put("fingerprint", entry.fingerprint())
            .put("destination", entry.destination())
            .put("state", entry.state().name())
            .put("holder", entry.holder())
            .put("heldUntil", entry.heldUntil().toEpochMilli())
            .put("endsAt", entry.endsAt().toEpochMilli());
    StoredAnswer answer = entry.answer();
    if (answer != null) {
      ObjectNode stored = node.putObject("answer").put("status", answer.status());
      ArrayNode fields = stored.putArray("fields");
      answer.fields().forEach(field -> fields.addArray().add(field.name()).add(field.value()));
      stored.put("body", answer.body());
    }
    try {
      return JSON.writeValueAsString(node);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a tree of texts is JSON", e);
    }
  }

  /** Throws IOException when the text is no entry. */
  public static Entry read(String text) throws IOException {
    try {
      JsonNode node = JSON.readTree(text);
      return new Entry(
          node.required("fingerprint").textValue(),
          node.required("destination").textValue(),
          State.valueOf(node.required("state").textValue()),
          node.required("holder").textValue(),
          Instant.ofEpochMilli(node.required("heldUntil").longValue()),
          Instant.ofEpochMilli(node.required("endsAt").longValue()),
          answer(node.get("answer")));
    } catch (IllegalArgumentException | NullPointerException e) {
      throw new IOException("no entry of the ledger: " + e.getMessage(), e);
    }
  }

  private static @Nullable StoredAnswer answer(@Nullable JsonNode node) {
    if (node == null) {
      return null;
    }
    List<StoredAnswer.Field> fields = new ArrayList<>();
    for (JsonNode field : node.required("fields")) {
      fields.add(
          new StoredAnswer.Field(field.required(0).textValue(), field.required(1).textValue()));
    }
    return new StoredAnswer(
        node.required("status").intValue(), fields, node.required("body").textValue());
  }
}
