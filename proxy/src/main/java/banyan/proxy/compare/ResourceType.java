package banyan.proxy.compare;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.Set;

/**
 * What a resource of JSON:API 1.1 says that it is (sections "Resource Objects" and "Resource
 * Identifier Objects"): {@code type} and {@code id} together name one thing.
 */
final class ResourceType {
  /** What else a resource may have; an object with anything beside is another kind of document. */
  private static final Set<String> MEMBERS =
      Set.of("type", "id", "lid", "attributes", "relationships", "links", "meta");

  private ResourceType() {}

  /** The type in the singular, as paths are taken; empty where the object is no resource. */
  static String of(JsonNode object) {
    boolean isResource =
        object.path("type").isTextual()
            && !object.path("id").isMissingNode()
            && object.properties().stream().map(Map.Entry::getKey).allMatch(MEMBERS::contains);
    return isResource ? FieldWords.singular(object.path("type").textValue()) : "";
  }
}
