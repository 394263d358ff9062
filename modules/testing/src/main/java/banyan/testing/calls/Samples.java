package banyan.testing.calls;

import java.lang.reflect.AnnotatedParameterizedType;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Makes values of the types of contracts, from a seed and by their structure. Records that admit
 * few values are given a maker of their own. Immutable.
 */
public final class Samples {
  private static final int ITEMS_MAX = 4;
  private static final int SECONDS_MAX = Integer.MAX_VALUE;
  private static final List<String> TEXTS =
      List.of("", "plain", "tab\tline\nquote\"backslash\\", "äöü ß €", "𝄞 clef", "\u0000 nul");

  private final Map<Class<?>, Function<Random, Object>> makers;

  private Samples(Map<Class<?>, Function<Random, Object>> makers) {
    this.makers = Map.copyOf(makers);
  }

  public static Samples standard() {
    return new Samples(scalars());
  }

  /** The same, with a maker for one type. */
  public <T> Samples with(Class<T> type, Function<Random, T> maker) {
    Map<Class<?>, Function<Random, Object>> more = new HashMap<>(makers);
    more.put(type, maker::apply);
    return new Samples(more);
  }

  /** A value of a record, a sealed interface, an enum or a scalar. */
  public Object make(Class<?> type, Random random) {
    Function<Random, Object> maker = makers.get(type);
    if (maker != null) {
      return maker.apply(random);
    }
    if (type.isEnum()) {
      return pick(List.of(type.getEnumConstants()), random);
    }
    if (type.isSealed()) {
      return make(pick(List.of(type.getPermittedSubclasses()), random), random);
    }
    return makeRecord(type, random);
  }

  private Object makeRecord(Class<?> type, Random random) {
    List<Class<?>> types = new ArrayList<>();
    List<@Nullable Object> parts = new ArrayList<>();
    for (RecordComponent component : type.getRecordComponents()) {
      types.add(component.getType());
      parts.add(makePart(component.getAnnotatedType(), random));
    }
    try {
      return type.getDeclaredConstructor(types.toArray(Class<?>[]::new))
          .newInstance(parts.toArray());
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(
          type + " refuses " + parts + ": give it a maker with Samples.with", e);
    }
  }

  private @Nullable Object makePart(AnnotatedType type, Random random) {
    if (type.isAnnotationPresent(Nullable.class) && random.nextInt(3) == 0) {
      return null;
    }
    if (!(type instanceof AnnotatedParameterizedType generic)) {
      return make((Class<?>) type.getType(), random);
    }
    int count = random.nextInt(ITEMS_MAX);
    AnnotatedType item = generic.getAnnotatedActualTypeArguments()[0];
    if (((ParameterizedType) type.getType()).getRawType() == List.class) {
      List<@Nullable Object> list = new ArrayList<>();
      for (int i = 0; i < count; i++) {
        list.add(makePart(item, random));
      }
      return list;
    }
    AnnotatedType value = generic.getAnnotatedActualTypeArguments()[1];
    Map<String, @Nullable Object> map = new LinkedHashMap<>();
    for (int i = 0; i < count; i++) {
      map.put("key " + i + pick(TEXTS, random), makePart(value, random));
    }
    return map;
  }

  private static Map<Class<?>, Function<Random, Object>> scalars() {
    Map<Class<?>, Function<Random, Object>> makers = new HashMap<>();
    for (Class<?> type : List.of(boolean.class, Boolean.class)) {
      makers.put(type, Random::nextBoolean);
    }
    for (Class<?> type : List.of(int.class, Integer.class)) {
      makers.put(type, random -> pick(List.of(0, -1, Integer.MAX_VALUE, 42), random));
    }
    for (Class<?> type : List.of(long.class, Long.class)) {
      makers.put(type, random -> pick(List.of(0L, Long.MIN_VALUE, 1L << 53 | 1, 42L), random));
    }
    makers.put(String.class, random -> pick(TEXTS, random));
    makers.put(UUID.class, random -> new UUID(random.nextLong(), random.nextLong()));
    makers.put(BigDecimal.class, Samples::decimal);
    makers.put(Instant.class, Samples::instant);
    makers.put(LocalDate.class, random -> LocalDate.ofEpochDay(random.nextInt(100_000)));
    makers.put(
        OffsetDateTime.class,
        random -> instant(random).atOffset(ZoneOffset.ofTotalSeconds(random.nextInt(36) * 900)));
    makers.put(Duration.class, random -> Duration.ofNanos(random.nextLong()));
    return makers;
  }

  /** With noughts at the end, which count, and beyond what a double holds. */
  private static BigDecimal decimal(Random random) {
    return new BigDecimal(new BigInteger(70, random).multiply(BigInteger.TEN), random.nextInt(20));
  }

  private static Instant instant(Random random) {
    return Instant.ofEpochSecond(random.nextInt(SECONDS_MAX), random.nextInt(1_000_000_000));
  }

  private static <T> T pick(List<T> from, Random random) {
    return from.get(random.nextInt(from.size()));
  }
}
