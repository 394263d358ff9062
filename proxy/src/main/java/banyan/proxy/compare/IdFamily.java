package banyan.proxy.compare;

import java.util.Optional;
import java.util.regex.Pattern;

/** What an id looks like. */
enum IdFamily {
  /** RFC 9562. */
  UUID("[0-9a-fA-F]{8}-(?:[0-9a-fA-F]{4}-){3}[0-9a-fA-F]{12}"),
  /** 128 bits in Crockford's base 32. */
  ULID("[0-7][0-9A-HJKMNP-TV-Z]{25}"),
  /** An ObjectId, or a digest. */
  HEX("(?=[a-f]*[0-9])(?=[0-9]*[a-f])(?:[0-9a-f]{24}|[0-9a-f]{32}|[0-9a-f]{40}|[0-9a-f]{64})"),
  NUMBER("[0-9]{1,19}"),
  /** Letters and digits such as {@code ord-1001}; a version or a date is none. */
  NAMED("(?!v[0-9]+$)(?![0-9]{4}-[0-9]{2}(?:-[0-9]{2})?$)[0-9A-Za-z][0-9A-Za-z_:-]{0,63}");

  private final String form;
  private final Pattern pattern;

  IdFamily(String form) {
    this.form = form;
    this.pattern = Pattern.compile(form);
  }

  /** The family of a text of which is known that it is an id. */
  static Optional<IdFamily> of(String text) {
    if (text.length() > 64) {
      return Optional.empty();
    }
    for (IdFamily family : values()) {
      if (family.pattern.matcher(text).matches()) {
        return Optional.of(family);
      }
    }
    return Optional.empty();
  }

  /** Its form, for a larger pattern. */
  String form() {
    return form;
  }

  /** Whether its texts are ids wherever they stand, and name one thing in the world. */
  boolean isUnique() {
    return switch (this) {
      case UUID, ULID, HEX -> true;
      case NUMBER, NAMED -> false;
    };
  }
}
