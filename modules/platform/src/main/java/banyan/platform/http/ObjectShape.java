package banyan.platform.http;

import banyan.wire.Suggestion;
import banyan.wire.Violation;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A named object with fixed members; any other member is a violation. */
public final class ObjectShape implements Shape {
  record Member(String name, Shape shape, boolean isRequired) {}

  private final String name;
  private final List<Member> members;

  ObjectShape(String name, List<Member> members) {
    this.name = name;
    this.members = List.copyOf(members);
  }

  /** The same, with a member that must be there. */
  public ObjectShape required(String member, Shape shape) {
    return with(new Member(member, shape, true));
  }

  /** The same, with a member that may be left out. */
  public ObjectShape optional(String member, Shape shape) {
    return with(new Member(member, shape, false));
  }

  @Override
  public void check(JsonNode value, String pointer, List<Violation> violations) {
    if (!value.isObject()) {
      violations.add(new Violation(pointer, "must be an object"));
      return;
    }
    for (Member member : members) {
      JsonNode found = value.get(member.name);
      if (found != null) {
        member.shape.check(found, pointer(pointer, member.name), violations);
      } else if (member.isRequired) {
        violations.add(new Violation(pointer(pointer, member.name), "is required"));
      }
    }
    refuseUnknown(value, pointer, violations);
  }

  private void refuseUnknown(JsonNode value, String pointer, List<Violation> violations) {
    List<String> known = members.stream().map(Member::name).toList();
    for (Map.Entry<String, JsonNode> entry : value.properties()) {
      if (violations.size() >= VIOLATIONS_MAX) {
        return;
      }
      if (!known.contains(entry.getKey())) {
        violations.add(
            new Violation(
                pointer(pointer, entry.getKey()),
                "is not a member of this object" + Suggestion.clause(entry.getKey(), known)));
      }
    }
  }

  @Override
  public ObjectNode schema() {
    return JsonNodeFactory.instance.objectNode().put("$ref", "#/components/schemas/" + name);
  }

  @Override
  public JsonNode example() {
    ObjectNode example = JsonNodeFactory.instance.objectNode();
    members.forEach(member -> example.set(member.name, member.shape.example()));
    return example;
  }

  @Override
  public Map<String, ObjectNode> definitions() {
    var all = new LinkedHashMap<String, ObjectNode>();
    members.forEach(member -> all.putAll(member.shape.definitions()));
    all.put(name, definition());
    return all;
  }

  private ObjectNode definition() {
    ObjectNode schema = JsonNodeFactory.instance.objectNode().put("type", "object");
    ObjectNode properties = schema.putObject("properties");
    members.forEach(member -> properties.set(member.name, member.shape.schema()));
    ArrayNode required = schema.putArray("required");
    members.stream().filter(Member::isRequired).forEach(member -> required.add(member.name));
    return schema.put("additionalProperties", false);
  }

  private ObjectShape with(Member member) {
    if (members.stream().anyMatch(known -> known.name.equals(member.name))) {
      throw new IllegalArgumentException(name + " has two members named " + member.name);
    }
    var more = new ArrayList<>(members);
    more.add(member);
    return new ObjectShape(name, more);
  }

  /** {@code parent} one member deeper (RFC 6901 section 3). */
  static String pointer(String parent, String member) {
    return parent + "/" + member.replace("~", "~0").replace("/", "~1");
  }
}
