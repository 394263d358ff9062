package banyan.platform.calls;

import banyan.wire.Arrival;
import banyan.wire.Failure;
import banyan.wire.Problem;
import banyan.wire.Problems;
import java.lang.reflect.InvocationTargetException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One operation and the code behind it: where calls from here and from elsewhere end. Any thread.
 */
record Offered(CallOperation operation, Object implementation) {
  private static final Logger LOG = LoggerFactory.getLogger(Offered.class);

  /** A result, and its message: checked, so that what could not cross is answered to nobody. */
  record Answer(Object result, byte[] json) {}

  /** Runs the operation. Whatever goes wrong is a {@link Failure}, as it is for an endpoint. */
  Answer run(Arrival arrival, @Nullable CommandKey key, Object request) {
    Object[] arguments =
        key == null ? new Object[] {arrival, request} : new Object[] {arrival, key, request};
    try {
      Object result =
          arrival.deadline().bound(() -> operation.method().invoke(implementation, arguments));
      return new Answer(result, operation.result().write(result));
    } catch (InvocationTargetException e) {
      throw failure(e.getCause());
    } catch (WireFault e) {
      LOG.error("{}: its result breaks the contract", operation.address(), e);
      throw Failure.ours(
          Problem.of(Problems.INTERNAL_ERROR, "the result breaks the contract: " + e.getMessage()),
          e);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("contracts are checked to be public", e);
    }
  }

  private Failure failure(@Nullable Throwable thrown) {
    if (thrown instanceof Failure failure) {
      return failure;
    }
    if (thrown instanceof CallFailure call) {
      return call.asFailure();
    }
    LOG.error("{} broke", operation.address(), thrown);
    return Failure.ours(Problem.of(Problems.INTERNAL_ERROR, "the log has the cause"), thrown);
  }
}
