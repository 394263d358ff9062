package banyan.wire;

import java.util.Map;

/** Another server of the route document, as a sender of whole messages sees it. Any thread. */
public interface Outbound {
  /** The name of the upstream. */
  String name();

  /** Sends a message and blocks until its answer is here whole, or will not come. */
  Outcome send(Message message, Deadline deadline);

  /**
   * One POST.
   *
   * @param path starts with {@code /}
   * @param fields request fields by name
   * @param answerBytesMax the largest body of an answer; a larger one breaks the exchange off
   * @param isSafe whether answering it twice harms nobody: then a pooled connection that breaks
   *     before a byte of an answer is followed by one more attempt
   */
  record Message(
      String path, Map<String, String> fields, byte[] body, int answerBytesMax, boolean isSafe) {
    public Message {
      fields = Map.copyOf(fields);
    }
  }

  /** What became of a message. */
  sealed interface Outcome {
    /**
     * A whole answer.
     *
     * @param fields response fields by lower-case name
     */
    record Answered(int status, Map<String, String> fields, byte[] body) implements Outcome {
      public Answered {
        fields = Map.copyOf(fields);
      }
    }

    /**
     * No whole answer.
     *
     * @param mayBeProcessed whether the other side may have begun to work on it
     * @param isLate whether time ran out: the deadline's or that of the upstream
     * @param reason what broke, such as {@code it refused the connection}
     */
    record Unanswered(boolean mayBeProcessed, boolean isLate, String reason) implements Outcome {}
  }
}
