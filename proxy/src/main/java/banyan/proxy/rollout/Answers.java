package banyan.proxy.rollout;

import banyan.proxy.Exchange;
import banyan.proxy.ProxyProblems;
import banyan.proxy.gate.Outcome;
import banyan.proxy.gate.Side;
import banyan.proxy.migration.SideChoice;
import banyan.proxy.migration.SideChoice.Cause;
import banyan.proxy.migration.Stage;
import banyan.wire.Failure;
import org.eclipse.jetty.http.HttpStatus;
import org.jspecify.annotations.Nullable;

/** What the end of a request says about the side that was to answer it. Pure functions. */
final class Answers {
  private Answers() {}

  /**
   * Whether a request is a sample of its side: at a canary, of somebody who can be told, on the
   * side that chance has given. All that {@code from} answers so is the baseline, the rest as much
   * as the cohort of that name. A planted fault is nobody's.
   */
  static boolean isSample(SideChoice choice, @Nullable String plantedFault) {
    return choice.migration().stage() == Stage.CANARY
        && choice.cause() == Cause.COHORT
        && plantedFault == null;
  }

  static Side side(SideChoice choice) {
    return switch (choice.side()) {
      case FROM -> Side.FROM;
      case TO -> Side.TO;
    };
  }

  /**
   * How the request ended, as far as its side is to blame.
   *
   * @param status that the client got, or would have got
   */
  static Outcome outcome(SideChoice choice, Exchange exchange, int status) {
    String asked = choice.migration().destination(choice.side());
    String answered = exchange.answeredBy();
    boolean isFallback = answered != null && !answered.equals(asked);
    return outcome(isFallback, exchange.failure(), exchange.upstreamError(), status);
  }

  /**
   * How the request ended.
   *
   * @param isFallback whether another answered because this side failed
   * @param failure the problem of ours in which it ended; null for none
   * @param upstreamError the error type of RFC 9209 by which an upstream failed; null for none
   */
  static Outcome outcome(
      boolean isFallback, @Nullable Failure failure, @Nullable String upstreamError, int status) {
    if (isFallback) {
      return upstreamError == null ? Outcome.SERVER_ERROR : failed(upstreamError);
    }
    if (failure != null) {
      return failed(failure);
    }
    return byStatus(status);
  }

  private static Outcome failed(Failure failure) {
    return switch (failure.fault()) {
      // Who leaves was answered as long as they waited: their patience does not depend on the side.
      case CLIENT ->
          failure.problem().type().equals(ProxyProblems.CLIENT_LEFT)
              ? Outcome.OK
              : Outcome.REJECTED;
      case UPSTREAM ->
          failure.problem().type().equals(ProxyProblems.UPSTREAM_TIMEOUT)
              ? Outcome.TIMEOUT
              : Outcome.REFUSED;
      case US -> byStatus(failure.problem().status());
    };
  }

  private static Outcome failed(String upstreamError) {
    return upstreamError.endsWith("_timeout") ? Outcome.TIMEOUT : Outcome.REFUSED;
  }

  private static Outcome byStatus(int status) {
    if (status == HttpStatus.GATEWAY_TIMEOUT_504) {
      return Outcome.TIMEOUT;
    }
    if (status >= HttpStatus.INTERNAL_SERVER_ERROR_500) {
      return Outcome.SERVER_ERROR;
    }
    boolean hasLeft = status == ProxyProblems.CLIENT_LEFT.status();
    return status >= HttpStatus.BAD_REQUEST_400 && !hasLeft ? Outcome.REJECTED : Outcome.OK;
  }
}
