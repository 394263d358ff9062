package banyan.proxy.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import banyan.proxy.ProxyProblems;
import banyan.proxy.gate.Outcome;
import banyan.wire.Failure;
import banyan.wire.Problem;
import banyan.wire.ProblemType;
import banyan.wire.Problems;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the end of a request says about its side. */
final class AnswersTest {
  private static final Map<String, Failure> FAILURES =
      Map.of(
          "unreachable", upstream(ProxyProblems.UPSTREAM_UNREACHABLE),
          "failed", upstream(ProxyProblems.UPSTREAM_FAILED),
          "left alone", upstream(ProxyProblems.UPSTREAM_UNAVAILABLE),
          "overloaded", upstream(ProxyProblems.OVERLOADED),
          "late", upstream(ProxyProblems.UPSTREAM_TIMEOUT),
          "ours", Failure.ours(problem(Problems.INTERNAL_ERROR), null),
          "no place", Failure.ours(problem(ProxyProblems.OVERLOADED), null),
          "client's", Failure.client(problem(Problems.BODY_TOO_LARGE)),
          "client left", Failure.client(problem(ProxyProblems.CLIENT_LEFT)));

  @ParameterizedTest
  @CsvSource({
    "200, OK",
    "304, OK",
    "101, OK",
    "404, REJECTED",
    "429, REJECTED",
    "499, OK",
    "500, SERVER_ERROR",
    "501, SERVER_ERROR",
    "502, SERVER_ERROR",
    "503, SERVER_ERROR",
    "504, TIMEOUT"
  })
  void anAnswerCountsByItsStatus(int status, Outcome outcome) {
    assertThat(Answers.outcome(false, null, null, status)).isEqualTo(outcome);
  }

  @ParameterizedTest
  @CsvSource({
    "unreachable, 502, REFUSED",
    "failed,      502, REFUSED",
    "left alone,  503, REFUSED",
    "overloaded,  503, REFUSED",
    "late,        504, TIMEOUT",
    "ours,        500, SERVER_ERROR",
    "no place,    503, SERVER_ERROR",
    "client's,    413, REJECTED",
    "client left, 499, OK"
  })
  void aProblemOfOursCountsByWhoseFaultItIs(String problem, int status, Outcome outcome) {
    Failure failure = FAILURES.get(problem);
    assertThat(Answers.outcome(false, failure, null, status)).isEqualTo(outcome);
  }

  @ParameterizedTest
  @CsvSource({
    "connection_refused,      REFUSED",
    "connection_terminated,   REFUSED",
    "destination_unavailable, REFUSED",
    "connection_timeout,      TIMEOUT",
    "http_response_timeout,   TIMEOUT",
    ",                        SERVER_ERROR"
  })
  void aFallbackIsAFailureOfTheSideThatWasAsked(@Nullable String error, Outcome outcome) {
    assertThat(Answers.outcome(true, null, error, 200)).isEqualTo(outcome);
  }

  @Test
  void anAnswerThatBrokeOffIsAFailureWhateverItsStatus() {
    Failure broken = upstream(ProxyProblems.UPSTREAM_FAILED);
    assertThat(Answers.outcome(false, broken, "http_response_incomplete", 200))
        .isEqualTo(Outcome.REFUSED);
  }

  private static Failure upstream(ProblemType type) {
    return Failure.upstream(problem(type), null);
  }

  private static Problem problem(ProblemType type) {
    return Problem.of(type, "a test");
  }
}
