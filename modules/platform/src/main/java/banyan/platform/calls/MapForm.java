package banyan.platform.calls;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** A map from text, in the order of its entries and without null. */
record MapForm(WireForm values) implements WireForm {
  @Override
  public void write(Object value, JsonGenerator out) throws IOException {
    out.writeStartObject();
    for (Map.Entry<?, ?> entry : ((Map<?, ?>) value).entrySet()) {
      String key = (String) WireType.present(entry.getKey());
      try {
        out.writeFieldName(ScalarForm.wellFormed(key));
        values.write(WireType.present(entry.getValue()), out);
      } catch (WireFault e) {
        throw e.within(key);
      }
    }
    out.writeEndObject();
  }

  @Override
  public Object read(JsonNode node, Members members) {
    if (!node.isObject()) {
      throw WireFault.of("must be an object");
    }
    Map<String, Object> map = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> entry : node.properties()) {
      try {
        String key = ScalarForm.wellFormed(entry.getKey());
        map.put(key, values.read(WireType.present(entry.getValue()), members));
      } catch (WireFault e) {
        throw e.within(entry.getKey());
      }
    }
    return Collections.unmodifiableMap(map);
  }

  @Override
  public Object copy(Object value) {
    Map<String, Object> map = new LinkedHashMap<>();
    ((Map<?, ?>) value).forEach((key, item) -> map.put((String) key, values.copy(item)));
    return Collections.unmodifiableMap(map);
  }
}
