package banyan.proxy.artefact;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The value of {@code If-Match} or {@code If-None-Match} (RFC 9110 section 13.1). Immutable. */
sealed interface EntityTags {
  /** More tags than this are not well-formed: nobody knows so many states of one resource. */
  int TAGS_MAX = 100;

  /** One member of the list, which may be empty (RFC 9110 section 5.6.1), and what closes it. */
  Pattern MEMBER =
      Pattern.compile(
          "[ \\t]*((?<weak>W/)?\"(?<opaque>[\\x21\\x23-\\x7E\\x80-\\x{FFFF}]*)\")?[ \\t]*(,|$)");

  /** {@code *}: any state at all. */
  record Any() implements EntityTags {}

  /** One of these states. */
  record Listed(List<Tag> tags) implements EntityTags {
    public Listed {
      tags = List.copyOf(tags);
    }

    /** The tags of which something becomes. */
    Listed keeping(Function<String, @Nullable String> opaque) {
      List<Tag> kept = new ArrayList<>();
      for (Tag tag : tags) {
        String text = opaque.apply(tag.opaque());
        if (text != null) {
          kept.add(new Tag(tag.isWeak(), text));
        }
      }
      return new Listed(kept);
    }

    @Override
    public String toString() {
      return String.join(", ", tags.stream().map(Tag::toString).toList());
    }
  }

  /** No list of tags. */
  record Malformed() implements EntityTags {}

  /** One tag, without its quotes. */
  record Tag(boolean isWeak, String opaque) {
    /** As it stands in fields. */
    @Override
    public String toString() {
      return (isWeak ? "W/\"" : "\"") + opaque + "\"";
    }
  }

  /** Reads the lines of a field together. */
  static EntityTags read(List<String> lines) {
    String text = String.join(",", lines);
    return text.strip().equals("*") ? new Any() : readList(text);
  }

  /** The one tag of {@code ETag}; null when it is none. */
  static @Nullable Tag readOne(String text) {
    return readList(text) instanceof Listed(List<Tag> tags) && tags.size() == 1
        ? tags.getFirst()
        : null;
  }

  private static EntityTags readList(String text) {
    List<Tag> tags = new ArrayList<>();
    Matcher member = MEMBER.matcher(text);
    while (member.lookingAt()) {
      if (member.group("opaque") != null) {
        tags.add(new Tag(member.group("weak") != null, member.group("opaque")));
      }
      if (member.end() == text.length()) {
        return tags.isEmpty() || tags.size() > TAGS_MAX ? new Malformed() : new Listed(tags);
      }
      member.region(member.end(), text.length());
    }
    return new Malformed();
  }
}
