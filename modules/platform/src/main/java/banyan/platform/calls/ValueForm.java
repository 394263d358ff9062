package banyan.platform.calls;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * A record whose one component is called {@code value}, such as a SKU: a name for a value, which
 * crosses as the value itself.
 */
record ValueForm(RecordForm wrapper) implements WireForm {
  @Override
  public void write(Object value, JsonGenerator out) throws IOException {
    component().form().write(WireType.present(RecordForm.part(component(), value)), out);
  }

  @Override
  public Object read(JsonNode node, Members members) {
    return wrapper.make(new @Nullable Object[] {component().form().read(node, members)});
  }

  @Override
  public Object copy(Object value) {
    return wrapper.copy(value);
  }

  private RecordForm.Component component() {
    return wrapper.components().getFirst();
  }
}
