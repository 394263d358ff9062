package banyan.platform.calls;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A record: an object with a member for each component. A null component is left out; whether it is
 * null or missing, a reader sees the same.
 */
record RecordForm(Constructor<?> constructor, List<Component> components, Set<String> names)
    implements WireForm {
  /** One component. */
  record Component(String name, Method accessor, WireForm form, boolean isNullable) {}

  static RecordForm of(Constructor<?> constructor, List<Component> components) {
    return new RecordForm(
        constructor,
        List.copyOf(components),
        components.stream().map(Component::name).collect(Collectors.toUnmodifiableSet()));
  }

  @Override
  public void write(Object value, JsonGenerator out) throws IOException {
    out.writeStartObject();
    writeMembers(value, out);
    out.writeEndObject();
  }

  void writeMembers(Object value, JsonGenerator out) throws IOException {
    for (Component component : components) {
      Object part = part(component, value);
      if (part == null && component.isNullable()) {
        continue;
      }
      try {
        out.writeFieldName(component.name());
        component.form().write(WireType.present(part), out);
      } catch (WireFault e) {
        throw e.within(component.name());
      }
    }
  }

  @Override
  public Object read(JsonNode node, Members members) {
    return read(node, members, Set.of());
  }

  /**
   * Reads an object.
   *
   * @param others members that belong to whoever asks
   */
  Object read(JsonNode node, Members members, Set<String> others) {
    if (!node.isObject()) {
      throw WireFault.of("must be an object");
    }
    if (members == Members.KNOWN_ONLY) {
      refuseUnknown(node, others);
    }
    @Nullable Object[] parts = new Object[components.size()];
    for (int i = 0; i < parts.length; i++) {
      Component component = components.get(i);
      JsonNode member = node.get(component.name());
      boolean isAbsent = member == null || member.isNull();
      if (isAbsent && component.isNullable()) {
        continue;
      }
      try {
        parts[i] = component.form().read(WireType.present(member), members);
      } catch (WireFault e) {
        throw e.within(component.name());
      }
    }
    return make(parts);
  }

  @Override
  public Object copy(Object value) {
    @Nullable Object[] parts = new Object[components.size()];
    for (int i = 0; i < parts.length; i++) {
      Object part = part(components.get(i), value);
      parts[i] = part == null ? null : components.get(i).form().copy(part);
    }
    return make(parts);
  }

  private void refuseUnknown(JsonNode node, Set<String> others) {
    for (Map.Entry<String, JsonNode> member : node.properties()) {
      if (!names.contains(member.getKey()) && !others.contains(member.getKey())) {
        throw WireFault.of("is no member that is known here").within(member.getKey());
      }
    }
  }

  static @Nullable Object part(Component component, Object value) {
    try {
      return component.accessor().invoke(value);
    } catch (IllegalAccessException e) {
      throw new IllegalStateException("contracts are checked to be public", e);
    } catch (InvocationTargetException e) {
      throw new IllegalStateException("an accessor that throws: " + component.accessor(), e);
    }
  }

  /** A record checks itself: what its constructor refuses is no value of it. */
  Object make(@Nullable Object[] parts) {
    try {
      return constructor.newInstance(parts);
    } catch (InstantiationException | IllegalAccessException e) {
      throw new IllegalStateException("contracts are checked to be public", e);
    } catch (InvocationTargetException e) {
      if (e.getCause() instanceof IllegalArgumentException
          || e.getCause() instanceof NullPointerException) {
        throw WireFault.of("is refused by its record: " + e.getCause().getMessage());
      }
      throw new IllegalStateException("a constructor that breaks: " + constructor, e);
    }
  }
}
