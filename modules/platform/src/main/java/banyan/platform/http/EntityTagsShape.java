package banyan.platform.http;

import banyan.wire.Violation;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.List;

/** A field that {@link EntityTags} can read. */
final class EntityTagsShape implements Shape {
  @Override
  public void check(JsonNode value, String pointer, List<Violation> violations) {
    if (!value.isTextual() || EntityTags.read(value.textValue()).isEmpty()) {
      violations.add(
          new Violation(
              pointer,
              "must be * or up to "
                  + EntityTags.TAGS_MAX
                  + " entity tags with their double quotes, such as \"3\""));
    }
  }

  @Override
  public ObjectNode schema() {
    return JsonNodeFactory.instance.objectNode().put("type", "string");
  }

  @Override
  public JsonNode example() {
    return TextNode.valueOf("\"1\"");
  }
}
