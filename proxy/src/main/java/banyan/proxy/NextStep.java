package banyan.proxy;

import banyan.wire.Failure;
import banyan.wire.Problem;
import banyan.wire.Problems;
import org.eclipse.jetty.util.Callback;

/** The step behind one of the chain, where nobody is left to throw to or to return to. */
@FunctionalInterface
public interface NextStep {
  /** Whether it answers. */
  boolean handle() throws Exception;

  /** Has it answer; what it throws, or that it does not answer, fails the request's callback. */
  static void answer(Callback callback, NextStep step) {
    try {
      if (!step.handle()) {
        callback.failed(
            Failure.client(Problem.of(Problems.ROUTE_NOT_FOUND, "nobody answers this path here")));
      }
    } catch (Exception e) {
      callback.failed(e);
    }
  }
}
