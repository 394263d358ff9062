package banyan.proxy.migration;

import banyan.proxy.publish.Reason;
import java.time.Instant;
import java.util.Arrays;
import java.util.stream.Collectors;

/**
 * What became of a planted fault, as the audit log has it. It moves no migration.
 *
 * @param role of the token by which it was done; {@value #NOBODY} where the fault ended by itself
 * @param instance the process whose requests it befalls, as {@code up-1f0c9a3e}
 * @param strikes requests that it befell so far
 * @param at when it happened
 * @param reason who did it and why; where it ended by itself, who planted it and why
 */
public record LoggedFault(
    Change change,
    String role,
    String instance,
    Planted fault,
    long strikes,
    Instant at,
    Reason reason)
    implements Logged {
  /** In place of a role: nobody asked for it. */
  public static final String NOBODY = "none";

  /** What happened to a fault. */
  public enum Change {
    PLANTED("planted"),
    /** Somebody ended it before its time. */
    REMOVED("removed"),
    /** Its time was over. */
    ENDED("ended"),
    /** Its process stopped. */
    STOPPED("stopped");

    private final String word;

    Change(String word) {
      this.word = word;
    }

    /** Reads a word; throws IllegalArgumentException that lists them. */
    static Change parse(String word) {
      return Arrays.stream(values())
          .filter(change -> change.word.equals(word))
          .findFirst()
          .orElseThrow(
              () ->
                  new IllegalArgumentException(
                      "nothing that becomes of a fault is '"
                          + word
                          + "'; there are "
                          + Arrays.stream(values())
                              .map(Change::word)
                              .collect(Collectors.joining(", "))));
    }

    /** Lower-case. */
    public String word() {
      return word;
    }
  }

  /**
   * A fault, in words.
   *
   * @param kind with its value, as {@code latency 200ms}
   * @param where which requests it may befall
   * @param percent of these that it befalls
   * @param until when it ends, unless it is removed before or its process stops
   */
  public record Planted(String name, String kind, String where, int percent, Instant until) {}
}
