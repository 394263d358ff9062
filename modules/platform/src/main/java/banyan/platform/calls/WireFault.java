package banyan.platform.calls;

/**
 * A value that cannot cross a wire, or a message that is no value of its type. The message says
 * where (JSON pointer, RFC 6901) and what would be right.
 */
public final class WireFault extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String pointer;
  private final String detail;

  private WireFault(String pointer, String detail) {
    super((pointer.isEmpty() ? "" : pointer + " ") + detail, null, false, false);
    this.pointer = pointer;
    this.detail = detail;
  }

  static WireFault of(String detail) {
    return new WireFault("", detail);
  }

  /** The same fault, seen from one level up. */
  WireFault within(String member) {
    return new WireFault("/" + member.replace("~", "~0").replace("/", "~1") + pointer, detail);
  }

  /** Where: empty for the whole message. */
  public String pointer() {
    return pointer;
  }

  public String detail() {
    return detail;
  }
}
