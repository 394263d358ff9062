package banyan.platform.http;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a client says of the state it knows, in If-Match or If-None-Match (RFC 9110 13.1). */
public sealed interface EntityTags {
  /** More tags than this are refused: nobody knows so many states of one resource. */
  int TAGS_MAX = 32;

  /** One member of the list, which may be empty (RFC 9110 section 5.6.1), and what closes it. */
  Pattern MEMBER =
      Pattern.compile(
          "[ \\t]*((?<weak>W/)?\"(?<opaque>[\\x21\\x23-\\x7E\\x80-\\xFF]*)\")?[ \\t]*(,|$)");

  /** {@code *}: any state at all. */
  record Any() implements EntityTags {}

  /** One of these states. */
  record Listed(List<EntityTag> tags) implements EntityTags {
    public Listed {
      tags = List.copyOf(tags);
    }
  }

  /** Reads a field; empty when it is not well-formed. */
  static Optional<EntityTags> read(String field) {
    return field.strip().equals("*") ? Optional.of(new Any()) : readList(field);
  }

  /** Whether {@code current} is meant, by the strong comparison that If-Match demands. */
  default boolean admit(EntityTag current) {
    return switch (this) {
      case Any() -> true;
      case Listed(List<EntityTag> tags) -> tags.stream().anyMatch(current::isStronglyEqualTo);
    };
  }

  /** Whether {@code current} is known, by the weak comparison that If-None-Match demands. */
  default boolean include(EntityTag current) {
    return switch (this) {
      case Any() -> true;
      case Listed(List<EntityTag> tags) -> tags.stream().anyMatch(current::isWeaklyEqualTo);
    };
  }

  private static Optional<EntityTags> readList(String field) {
    List<EntityTag> tags = new ArrayList<>();
    Matcher member = MEMBER.matcher(field);
    while (member.lookingAt()) {
      if (member.group("opaque") != null) {
        tags.add(new EntityTag(member.group("opaque"), member.group("weak") != null));
      }
      if (member.end() == field.length()) {
        return tags.isEmpty() || tags.size() > TAGS_MAX
            ? Optional.empty()
            : Optional.of(new Listed(tags));
      }
      member.region(member.end(), field.length());
    }
    return Optional.empty();
  }
}
