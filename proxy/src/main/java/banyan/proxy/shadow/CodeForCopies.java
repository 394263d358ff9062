package banyan.proxy.shadow;

import java.util.concurrent.Executor;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** Local code, as copies reach it. Any thread. */
@FunctionalInterface
public interface CodeForCopies {
  /**
   * Answers a copy.
   *
   * @param where the code runs, which may block; it is given work once, as the last thing that is
   *     done here
   * @return whether the callback is told of the end
   */
  boolean answer(Executor where, Request request, Response response, Callback callback);
}
