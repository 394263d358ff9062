package banyan.proxy.parity;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The one way to write a value of a configuration, the same in every process: records by their
 * components, sets and maps in the order of what they hold. A new component of a record joins by
 * itself.
 */
public final class CanonicalText {
  private CanonicalText() {}

  /** {@code sha256:} and the first 16 digits of the hash of the text: enough to tell two apart. */
  public static String hash(Object value) {
    try {
      byte[] text = of(value).getBytes(StandardCharsets.UTF_8);
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(text);
      return "sha256:" + HexFormat.of().formatHex(hash, 0, 8);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("SHA-256 is part of every JDK", e);
    }
  }

  static String of(@Nullable Object value) {
    return switch (value) {
      case null -> "null";
      case Record record -> ofRecord(record);
      case Map<?, ?> map -> {
        List<String> entries = new ArrayList<>();
        map.forEach((key, held) -> entries.add(of(key) + "=" + of(held)));
        yield "{" + sorted(entries) + "}";
      }
      case Set<?> set -> "<" + sorted(set.stream().map(CanonicalText::of).toList()) + ">";
      case List<?> list ->
          "[" + String.join(",", list.stream().map(CanonicalText::of).toList()) + "]";
      // Quoted by its length, so that no two values have one text.
      default -> value.toString().length() + ":" + value;
    };
  }

  private static String sorted(List<String> texts) {
    return String.join(",", texts.stream().sorted().toList());
  }

  private static String ofRecord(Record record) {
    StringBuilder text = new StringBuilder(record.getClass().getSimpleName()).append('(');
    for (RecordComponent component : record.getClass().getRecordComponents()) {
      text.append(component.getName()).append('=').append(of(held(record, component))).append(',');
    }
    return text.append(')').toString();
  }

  private static @Nullable Object held(Record record, RecordComponent component) {
    try {
      component.getAccessor().setAccessible(true);
      return component.getAccessor().invoke(record);
    } catch (IllegalAccessException | InvocationTargetException e) {
      throw new IllegalStateException("every accessor of our records can be called", e);
    }
  }
}
