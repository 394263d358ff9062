package banyan.platform.calls;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * A sealed interface of records: the object of the record, and in it the member {@code is} with the
 * record's {@link WireName}.
 */
record UnionForm(Map<Class<?>, Variant> byType, Map<String, Variant> byName) implements WireForm {
  /** The member that says which alternative it is. */
  static final String TAG = "is";

  /** One alternative. */
  record Variant(Class<?> type, String name, RecordForm form) {}

  static UnionForm of(List<Variant> variants) {
    return new UnionForm(
        variants.stream().collect(Collectors.toUnmodifiableMap(Variant::type, Function.identity())),
        variants.stream()
            .collect(Collectors.toUnmodifiableMap(Variant::name, Function.identity())));
  }

  @Override
  public void write(Object value, JsonGenerator out) throws IOException {
    Variant variant = variant(value);
    out.writeStartObject();
    out.writeStringField(TAG, variant.name());
    variant.form().writeMembers(value, out);
    out.writeEndObject();
  }

  @Override
  public Object read(JsonNode node, Members members) {
    String name = node.path(TAG).asText("");
    Variant variant = byName.get(name);
    if (variant == null) {
      throw WireFault.of(
              "must be one of "
                  + byName.keySet().stream().sorted().collect(Collectors.joining(", ")))
          .within(TAG);
    }
    return variant.form().read(node, members, Set.of(TAG));
  }

  @Override
  public Object copy(Object value) {
    return variant(value).form().copy(value);
  }

  private Variant variant(Object value) {
    Variant variant = byType.get(value.getClass());
    if (variant == null) {
      throw new IllegalStateException(value.getClass() + " is no alternative of this contract");
    }
    return variant;
  }
}
