package banyan.proxy.artefact;

import banyan.proxy.artefact.EntityTags.Listed;
import banyan.proxy.migration.Side;
import java.util.List;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.jspecify.annotations.Nullable;

/**
 * The conditions of a request that name validators, as one side may read them (RFC 9110 section
 * 13.1). Immutable.
 *
 * @param match of {@code If-Match}; null where it is absent
 * @param noneMatch of {@code If-None-Match}; null where it is absent, or holds nothing of this side
 * @param range of {@code If-Range}; null where it is absent, or not of this side
 * @param areDatesKnown whether a date can only be of this side
 */
record Validators(
    @Nullable EntityTags match,
    @Nullable EntityTags noneMatch,
    EntityTags.@Nullable Tag range,
    boolean areDatesKnown) {
  private static final String KIND = "validator";

  static Validators of(HttpFields fields) {
    String range = fields.get(HttpHeader.IF_RANGE);
    return new Validators(
        read(fields, HttpHeader.IF_MATCH),
        read(fields, HttpHeader.IF_NONE_MATCH),
        range == null ? null : EntityTags.readOne(range),
        true);
  }

  /** The validator of an answer with the mark of the side that gave it; null when it is none. */
  static @Nullable String marked(Marks marks, String field) {
    EntityTags.Tag tag = EntityTags.readOne(field);
    return tag == null
        ? null
        : new EntityTags.Tag(tag.isWeak(), marks.marked(KIND, tag.opaque())).toString();
  }

  /** The side that {@code If-Match} speaks of alone; null where it speaks of none or of both. */
  @Nullable Side minter(Marks marks) {
    if (!(match instanceof Listed listed)) {
      return null;
    }
    int marked = listed.keeping(opaque -> marks.unmarked(KIND, opaque)).tags().size();
    if (marked == 0) {
      return Side.FROM;
    }
    return marked == listed.tags().size() ? Side.TO : null;
  }

  /**
   * What a side gets to see: its own validators, as it minted them.
   *
   * @param areDatesKnown whether the other side has never told anybody a date
   */
  Validators through(Marks marks, Side side, boolean areDatesKnown) {
    boolean isNew = side == Side.TO;
    EntityTags.Tag ownRange = range == null ? null : own(marks, isNew, new Listed(List.of(range)));
    return new Validators(
        match instanceof Listed listed ? owned(marks, isNew, listed) : match,
        noneMatch instanceof Listed listed ? orNull(owned(marks, isNew, listed)) : noneMatch,
        ownRange,
        this.areDatesKnown && areDatesKnown);
  }

  /** What the side gets to see that answers without the migration: the marks are gone. */
  Validators behind(Marks marks) {
    return new Validators(
        match instanceof Listed listed ? bare(marks, listed) : match,
        noneMatch instanceof Listed listed ? bare(marks, listed) : noneMatch,
        range == null ? null : bare(marks, new Listed(List.of(range))).tags().getFirst(),
        areDatesKnown);
  }

  /** Whether {@code If-Match} was there and names nothing of this side: then it does not hold. */
  boolean isMatchHopeless() {
    return match instanceof Listed(List<EntityTags.Tag> tags) && tags.isEmpty();
  }

  /** Whether {@code If-Match} is no list of tags: nobody could say of which side they are. */
  boolean isMatchMalformed() {
    return match instanceof EntityTags.Malformed;
  }

  /** Puts the conditions into the fields of a request. */
  void putInto(HttpFields.Mutable fields) {
    if (match instanceof Listed) {
      put(fields, HttpHeader.IF_MATCH, match.toString());
    }
    if (fields.contains(HttpHeader.IF_NONE_MATCH) && !(noneMatch instanceof EntityTags.Any)) {
      put(
          fields,
          HttpHeader.IF_NONE_MATCH,
          noneMatch instanceof Listed ? noneMatch.toString() : null);
    }
    if (!areDatesKnown) {
      fields.remove(HttpHeader.IF_MODIFIED_SINCE);
    }
    HttpField asked = fields.getField(HttpHeader.IF_RANGE);
    if (asked != null) {
      boolean isDate = EntityTags.readOne(asked.getValue()) == null;
      if (range != null) {
        put(fields, HttpHeader.IF_RANGE, range.toString());
      } else if (!isDate || !areDatesKnown) {
        // Without its condition a range would be cut out of another representation.
        fields.remove(HttpHeader.IF_RANGE);
        fields.remove(HttpHeader.RANGE);
      }
    }
  }

  private static void put(HttpFields.Mutable fields, HttpHeader name, @Nullable String value) {
    fields.remove(name);
    if (value != null) {
      fields.put(name, value);
    }
  }

  private static EntityTags.@Nullable Tag own(Marks marks, boolean isNew, Listed one) {
    Listed owned = owned(marks, isNew, one);
    return owned.tags().isEmpty() ? null : owned.tags().getFirst();
  }

  private static Listed owned(Marks marks, boolean isNew, Listed listed) {
    return listed.keeping(
        opaque -> {
          String unmarked = marks.unmarked(KIND, opaque);
          return isNew ? unmarked : unmarked == null ? opaque : null;
        });
  }

  private static Listed bare(Marks marks, Listed listed) {
    return listed.keeping(
        opaque -> {
          String unmarked = marks.unmarked(KIND, opaque);
          return unmarked == null ? opaque : unmarked;
        });
  }

  private static @Nullable EntityTags orNull(Listed listed) {
    return listed.tags().isEmpty() ? null : listed;
  }

  private static @Nullable EntityTags read(HttpFields fields, HttpHeader name) {
    return fields.contains(name) ? EntityTags.read(fields.getValuesList(name)) : null;
  }
}
