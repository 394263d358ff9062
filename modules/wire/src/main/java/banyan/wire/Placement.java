package banyan.wire;

/**
 * Where the calls to a context go. Asked at every call, so that a new route document moves the next
 * one. Any thread; never blocks.
 */
@FunctionalInterface
public interface Placement {
  Place of(String context);

  /** The side that answers. */
  sealed interface Place {
    /** Code of this process. */
    record Local() implements Place {}

    /**
     * Another process.
     *
     * @param fallsBack whether code of this process answers a query that got no answer there
     */
    record Remote(Outbound to, boolean fallsBack) implements Place {}
  }
}
