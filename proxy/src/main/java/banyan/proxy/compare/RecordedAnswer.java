package banyan.proxy.compare;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * An answer as it was recorded.
 *
 * @param fields in their order
 * @param body as it was sent, with its content codings, without chunks
 */
public record RecordedAnswer(int status, List<RecordedField> fields, byte[] body) {
  public RecordedAnswer {
    fields = List.copyOf(fields);
  }

  /** The values of a field, joined as RFC 9110 section 5.3 joins them; empty without it. */
  String field(String name) {
    return fields.stream()
        .filter(field -> field.name().toLowerCase(Locale.ROOT).equals(name))
        .map(RecordedField::value)
        .collect(Collectors.joining(", "));
  }
}
