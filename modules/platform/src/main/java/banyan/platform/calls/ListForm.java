package banyan.platform.calls;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** A list, in order and without null. */
record ListForm(WireForm items) implements WireForm {
  @Override
  public void write(Object value, JsonGenerator out) throws IOException {
    List<?> list = (List<?>) value;
    out.writeStartArray();
    for (int i = 0; i < list.size(); i++) {
      try {
        items.write(WireType.present(list.get(i)), out);
      } catch (WireFault e) {
        throw e.within(Integer.toString(i));
      }
    }
    out.writeEndArray();
  }

  @Override
  public Object read(JsonNode node, Members members) {
    if (!node.isArray()) {
      throw WireFault.of("must be a list");
    }
    List<Object> list = new ArrayList<>(node.size());
    for (int i = 0; i < node.size(); i++) {
      try {
        list.add(items.read(WireType.present(node.get(i)), members));
      } catch (WireFault e) {
        throw e.within(Integer.toString(i));
      }
    }
    return Collections.unmodifiableList(list);
  }

  @Override
  public Object copy(Object value) {
    List<Object> list = new ArrayList<>();
    ((List<?>) value).forEach(item -> list.add(items.copy(item)));
    return Collections.unmodifiableList(list);
  }
}
