package banyan.proxy.publish;

import org.jspecify.annotations.Nullable;

/**
 * What is in force in this instance, and why it is not something newer.
 *
 * @param version null while none is: the file's or the declarations alone
 * @param source where the table in force was taken from
 * @param absence why the store cannot be reached; null while it can
 * @param refusal why the newest version is not in force here; null when it is
 */
record Standing(
    @Nullable VersionEntry version,
    Source source,
    @Nullable String absence,
    @Nullable String refusal) {

  /** Where a table was taken from. */
  enum Source {
    DECLARATIONS("the declarations alone"),
    FILE("the file, not published yet"),
    COPY("the last good copy"),
    STORE("the store");

    private final String text;

    Source(String text) {
      this.text = text;
    }
  }

  static Standing of(@Nullable VersionEntry version, Source source) {
    return new Standing(version, source, null, null);
  }

  Standing without(String store) {
    return new Standing(version, source, store, refusal);
  }

  Standing refusing(String newest) {
    return new Standing(version, source, null, newest);
  }

  /** The store answered. */
  Standing reached() {
    return absence == null ? this : new Standing(version, source, null, refusal);
  }

  boolean isInForce(VersionEntry entry) {
    return source == Source.STORE && entry.equals(version);
  }

  /** One line for operators. */
  String description() {
    String what =
        version == null ? source.text : "version " + version.number() + " from " + source.text;
    if (absence != null) {
      return what + "; the store is away: " + absence;
    }
    return refusal == null ? what : what + "; " + refusal.lines().findFirst().orElse("");
  }

  /** For the banner: nothing where there is no version, and none is missed. */
  String remark() {
    return version == null && problem() == null ? "" : ": " + description();
  }

  /** The number in force; 0 for none. */
  long number() {
    return version == null ? 0 : version.number();
  }

  /** For reports: why this is not what the store would have in force; null when it is. */
  @Nullable String problem() {
    return absence == null ? refusal : "the store is away: " + absence;
  }

  String from() {
    return source.text;
  }
}
