package banyan.orders.internal;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;

/** A refusal as the table keeps it. Any thread. */
final class RefusalJson {
  private static final JsonMapper MAPPER = JsonMapper.builder().build();

  private RefusalJson() {}

  static String write(Refusal refusal) {
    try {
      return MAPPER.writerFor(Refusal.class).writeValueAsString(refusal);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(refusal + " cannot be written as JSON", e);
    }
  }

  static Refusal read(String json) {
    try {
      return MAPPER.readValue(json, Refusal.class);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("the table has a refusal that is none: " + json, e);
    }
  }
}
