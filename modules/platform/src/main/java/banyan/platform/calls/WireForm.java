package banyan.platform.calls;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;

/**
 * How the values of one type are written, read and copied: a type that may cross a wire, compiled
 * once. Every method throws {@link WireFault} for a value that may not cross. Immutable.
 */
sealed interface WireForm permits ScalarForm, ListForm, MapForm, ValueForm, RecordForm, UnionForm {
  void write(Object value, JsonGenerator out) throws IOException;

  /**
   * Reads a value.
   *
   * @param members whether members that no component has are refused or passed over
   */
  Object read(JsonNode node, Members members);

  /** The same value, sharing nothing that could change. */
  Object copy(Object value);

  /** What happens to members of an object that the record does not have. */
  enum Members {
    /** Requests: what is not understood must not be dropped. */
    KNOWN_ONLY,
    /** Answers: a newer peer may say more. */
    OTHERS_IGNORED
  }
}
