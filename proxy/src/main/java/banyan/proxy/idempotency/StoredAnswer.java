package banyan.proxy.idempotency;

import java.util.List;

/**
 * An answer as it was given, to be given again.
 *
 * @param fields end-to-end fields, in their order; none that belongs to one request, and no cookie
 * @param body base64
 */
public record StoredAnswer(int status, List<Field> fields, String body) {
  public StoredAnswer {
    fields = List.copyOf(fields);
  }

  /** One field of it. */
  public record Field(String name, String value) {}
}
