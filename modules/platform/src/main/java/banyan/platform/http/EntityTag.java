package banyan.platform.http;

/**
 * A name for one state of a resource (RFC 9110 section 8.8.3).
 *
 * @param opaque what stands between the quotes
 * @param isWeak whether it names states that merely mean the same
 */
public record EntityTag(String opaque, boolean isWeak) {
  public static EntityTag strong(String opaque) {
    return new EntityTag(opaque, false);
  }

  /** As it is written in a field. */
  public String text() {
    return (isWeak ? "W/" : "") + '"' + opaque + '"';
  }

  /** Whether both are strong and the same: what a change asks. */
  boolean isStronglyEqualTo(EntityTag other) {
    return !isWeak && !other.isWeak && opaque.equals(other.opaque);
  }

  /** Whether both mean the same: what a cache asks. */
  boolean isWeaklyEqualTo(EntityTag other) {
    return opaque.equals(other.opaque);
  }
}
