package banyan.proxy.shadow;

import banyan.proxy.compare.RecordedAnswer;
import banyan.proxy.compare.RecordedPair;
import banyan.proxy.sampling.BehaviourClass;
import banyan.proxy.upstream.CopyEnd;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Makes pairs of what the client got and what came of a copy. Pure functions. */
final class Pairs {
  private Pairs() {}

  /**
   * The pair; null when there is nothing to compare: a limit of this process was in the way, or of
   * two streams of events one was left before its first event.
   */
  static @Nullable ShadowPair of(
      Answered answered, BehaviourClass behaviour, Pairing pairing, CopyEnd end) {
    RecordedAnswer got = answered.answer();
    RecordedAnswer copied =
        switch (end) {
          case CopyEnd.Answered there ->
              Records.answer(there.status(), there.fields(), there.body());
          case CopyEnd.TooLong there ->
              Records.answer(there.status(), there.fields(), there.beginning());
          case CopyEnd.Unanswered none -> Records.failure(none.status(), none.error());
          case CopyEnd.Prevented _ -> null;
        };
    if (copied == null) {
      return null;
    }
    boolean isLeft =
        !answered.isWhole() || (end instanceof CopyEnd.Answered there && !there.isWhole());
    if (isLeft && areEvents(got) && areEvents(copied)) {
      int events = Math.min(EventPrefix.events(got.body()), EventPrefix.events(copied.body()));
      if (events == 0) {
        return null;
      }
      got = first(got, events);
      copied = first(copied, events);
    }
    boolean isReverse = pairing == Pairing.REVERSE;
    RecordedPair pair =
        new RecordedPair(
            answered.copy().exchange().requestId(),
            Records.request(answered.copy()),
            isReverse ? copied : got,
            isReverse ? got : copied);
    return new ShadowPair(answered.candidacy().migration(), pairing, behaviour, pair);
  }

  private static boolean areEvents(RecordedAnswer answer) {
    return answer.fields().stream()
        .anyMatch(
            field ->
                field.name().equalsIgnoreCase("content-type")
                    && field.value().toLowerCase(Locale.ROOT).startsWith("text/event-stream"));
  }

  private static RecordedAnswer first(RecordedAnswer answer, int events) {
    return new RecordedAnswer(
        answer.status(), answer.fields(), EventPrefix.first(answer.body(), events));
  }
}
