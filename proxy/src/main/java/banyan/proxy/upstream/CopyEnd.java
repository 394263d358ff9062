package banyan.proxy.upstream;

import org.eclipse.jetty.http.HttpFields;

/** What became of a copy, as a client of that side would have seen it. */
public sealed interface CopyEnd {
  /**
   * An answer.
   *
   * @param fields behind the adapter of the leg
   * @param isWhole false for a stream of events that was left before its end
   */
  record Answered(int status, HttpFields fields, byte[] body, boolean isWhole) implements CopyEnd {}

  /**
   * An answer that is longer than what is kept of one.
   *
   * @param beginning as much as is kept
   */
  record TooLong(int status, HttpFields fields, byte[] beginning) implements CopyEnd {}

  /**
   * No answer: a client would have got one of ours.
   *
   * @param status 502, 503 or 504
   * @param error the type of RFC 9209 section 2.3
   */
  record Unanswered(int status, String error) implements CopyEnd {}

  /**
   * Nothing that speaks of that side: a limit of this process was in the way.
   *
   * @param isMemory whether no bytes were left to keep an answer in; else no connection was free
   */
  record Prevented(boolean isMemory) implements CopyEnd {}
}
