package banyan.proxy.compare;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

/**
 * A place in an answer: a step below another place. Immutable.
 *
 * @param parent null above all
 * @param step the name of a field or the index of an element, as text; of the top the name of the
 *     header field, or nothing for the body
 * @param type what the id at this place names, where the object around it says so; otherwise empty
 */
record Place(@Nullable Place parent, String step, boolean isElement, String type) {
  static final Place BODY = new Place(null, "", false, "");

  static Place header(String name) {
    return new Place(null, name, false, "");
  }

  Place field(String name) {
    return new Place(this, name, false, "");
  }

  /** A field of this very object. */
  Place field(String name, JsonNode object) {
    return name.equals("id") ? new Place(this, name, false, ResourceType.of(object)) : field(name);
  }

  Place element(int index) {
    return new Place(this, Integer.toString(index), true, "");
  }

  boolean isHeader() {
    return top().step.length() > 0;
  }

  /** The header field that it is in; empty for the body. */
  String headerName() {
    return top().step;
  }

  /** The pointer (RFC 6901) within the body or the header field. */
  String pointer() {
    StringBuilder text = new StringBuilder();
    write(text, false);
    return text.toString();
  }

  /** The pointer with {@code *} for every index: what places of one kind have in common. */
  String template() {
    StringBuilder text = new StringBuilder(isHeader() ? headerName() : "");
    write(text, true);
    return text.toString();
  }

  /** What places have in common whose ids are renamed together. */
  String kind() {
    return type.isEmpty() ? template() : template() + ' ' + type;
  }

  /** What the ids of this place name. */
  Stem stem() {
    return type.isEmpty() ? Stem.of(FieldWords.stem(this)) : Stem.ofType(type);
  }

  /** The name of the innermost field around it; empty where there is none. */
  String fieldName() {
    Place place = this;
    while (place.isElement && place.parent != null) {
      place = place.parent;
    }
    return place.step;
  }

  /** The name of the field around the one that it is in. */
  String parentFieldName() {
    Place place = this;
    while (place.isElement && place.parent != null) {
      place = place.parent;
    }
    return place.parent == null ? "" : place.parent.fieldName();
  }

  boolean isInList() {
    return isElement || (parent != null && parent.isInList());
  }

  private Place top() {
    Place place = this;
    while (place.parent != null) {
      place = place.parent;
    }
    return place;
  }

  private void write(StringBuilder text, boolean asTemplate) {
    if (parent == null) {
      return;
    }
    parent.write(text, asTemplate);
    text.append('/');
    text.append(isElement && asTemplate ? "*" : step.replace("~", "~0").replace("/", "~1"));
  }
}
