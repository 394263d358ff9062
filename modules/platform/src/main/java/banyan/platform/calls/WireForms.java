package banyan.platform.calls;

import java.lang.reflect.AnnotatedParameterizedType;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.Constructor;
import java.lang.reflect.Modifier;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Compiles types into their forms, and notes everything that keeps one from crossing a wire, with
 * its place. For one thread.
 */
final class WireForms {
  /** Lower-case words joined by hyphens. */
  static final Pattern NAME = Pattern.compile("[a-z][a-z0-9]*(-[a-z0-9]+)*");

  /** Stands where a violation was noted; its contract is refused before a value is met. */
  private static final WireForm NONE = ScalarForm.of(boolean.class).orElseThrow();

  private static final String VALUE = "value";

  private final List<String> violations;
  private final Set<Class<?>> open = new LinkedHashSet<>();

  WireForms(List<String> violations) {
    this.violations = violations;
  }

  /** The form of a record, or of a sealed interface of records. */
  WireForm ofMessage(Class<?> type, String place) {
    if (!type.isRecord() && !type.isSealed()) {
      return refuse(place, type.getSimpleName() + " is neither a record nor a sealed interface");
    }
    WireForm form = of(type, place);
    return form instanceof ValueForm
        ? refuse(place, "a message is an object: call the component of its record other than value")
        : form;
  }

  WireForm of(Class<?> type, String place) {
    Optional<WireForm> scalar = ScalarForm.of(type);
    if (scalar.isPresent()) {
      return scalar.get();
    }
    if (!Modifier.isPublic(type.getModifiers())) {
      return refuse(place, type.getSimpleName() + " is not public");
    }
    if (type.isEnum()) {
      return ScalarForm.ofEnum(type);
    }
    if (type.getTypeParameters().length > 0) {
      return refuse(place, type.getSimpleName() + " has type parameters");
    }
    if (!type.isRecord() && !(type.isSealed() && type.isInterface())) {
      return refuse(
          place,
          type.getSimpleName()
              + " cannot cross a wire: use a record, a sealed interface of records, an enum, a"
              + " list, a map from text, or a value of docs/calls.md");
    }
    if (!open.add(type)) {
      return refuse(place, type.getSimpleName() + " contains itself: it could grow without limit");
    }
    try {
      return type.isRecord() ? record(type, place) : union(type, place);
    } finally {
      open.remove(type);
    }
  }

  private WireForm of(AnnotatedType type, String place) {
    if (type instanceof AnnotatedParameterizedType generic) {
      return generic(generic, place);
    }
    return type.getType() instanceof Class<?> plain
        ? of(plain, place)
        : refuse(place, type.getType() + " has no fixed type");
  }

  private WireForm generic(AnnotatedParameterizedType type, String place) {
    Class<?> raw = (Class<?>) ((java.lang.reflect.ParameterizedType) type.getType()).getRawType();
    AnnotatedType[] arguments = type.getAnnotatedActualTypeArguments();
    if (Stream.of(arguments).anyMatch(WireForms::isNullable)) {
      return refuse(place, "a list or a map holds no null: drop @Nullable");
    }
    if (raw == List.class) {
      return new ListForm(of(arguments[0], place + "[]"));
    }
    if (raw == Map.class && arguments[0].getType() == String.class) {
      return new MapForm(of(arguments[1], place + "{}"));
    }
    return refuse(place, type.getType() + " cannot cross a wire: use List<T> or Map<String, T>");
  }

  private WireForm record(Class<?> type, String place) {
    RecordForm form = components(type, place);
    boolean isValue =
        form.components().size() == 1 && form.components().getFirst().name().equals(VALUE);
    if (!isValue) {
      return form;
    }
    return form.components().getFirst().isNullable()
        ? refuse(place + "." + VALUE, "the one value of a record is there: drop @Nullable")
        : new ValueForm(form);
  }

  private RecordForm components(Class<?> type, String place) {
    List<RecordForm.Component> components = new ArrayList<>();
    List<Class<?>> types = new ArrayList<>();
    for (RecordComponent component : type.getRecordComponents()) {
      String name = component.getName();
      components.add(
          new RecordForm.Component(
              name,
              component.getAccessor(),
              of(component.getAnnotatedType(), place + "." + name),
              isNullable(component.getAnnotatedType())));
      types.add(component.getType());
    }
    return RecordForm.of(constructor(type, types), components);
  }

  private static Constructor<?> constructor(Class<?> type, List<Class<?>> types) {
    try {
      return type.getDeclaredConstructor(types.toArray(Class<?>[]::new));
    } catch (NoSuchMethodException e) {
      throw new IllegalStateException("every record has it", e);
    }
  }

  private WireForm union(Class<?> type, String place) {
    List<UnionForm.Variant> variants = new ArrayList<>();
    Set<String> names = new HashSet<>();
    for (Class<?> alternative : type.getPermittedSubclasses()) {
      String there = place + "/" + alternative.getSimpleName();
      WireName name = alternative.getAnnotation(WireName.class);
      if (!alternative.isRecord() || !Modifier.isPublic(alternative.getModifiers())) {
        refuse(there, "an alternative is a public record");
      } else if (name == null || !NAME.matcher(name.value()).matches()) {
        refuse(there, "lacks a name; write @WireName(\"lower-case-words\")");
      } else if (!names.add(name.value())) {
        refuse(there, "the name " + name.value() + " stands twice");
      } else {
        variants.add(variant(alternative, name.value(), there));
      }
    }
    return UnionForm.of(variants);
  }

  private UnionForm.Variant variant(Class<?> type, String name, String place) {
    RecordForm form = components(type, place);
    if (form.names().contains(UnionForm.TAG)) {
      refuse(place, "the member '" + UnionForm.TAG + "' tells the alternatives apart: rename it");
    }
    return new UnionForm.Variant(type, name, form);
  }

  private WireForm refuse(String place, String why) {
    violations.add(place + ": " + why);
    return NONE;
  }

  private static boolean isNullable(AnnotatedType type) {
    return type.isAnnotationPresent(Nullable.class);
  }
}
