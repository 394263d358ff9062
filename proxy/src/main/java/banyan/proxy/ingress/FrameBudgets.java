package banyan.proxy.ingress;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.eclipse.jetty.http2.HTTP2Connection;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.io.RateControl;
import org.eclipse.jetty.server.Request;

/** The budgets of the HTTP/2 connections that are open: one entry for each. Any thread. */
final class FrameBudgets implements RateControl.Factory, Connection.Listener {
  private final Map<EndPoint, FrameBudget> open = new ConcurrentHashMap<>();

  @Override
  public RateControl newRateControl(EndPoint endPoint) {
    FrameBudget budget = new FrameBudget(System::nanoTime);
    open.put(endPoint, budget);
    return budget;
  }

  @Override
  public void onClosed(Connection connection) {
    // A connection that begins in HTTP/1.1 closes as such when the same end point goes on in
    // HTTP/2.
    if (connection instanceof HTTP2Connection) {
      open.remove(connection.getEndPoint());
    }
  }

  /** A request was answered to its last byte. */
  void answered(Request request) {
    Connection connection = request.getConnectionMetaData().getConnection();
    if (connection instanceof HTTP2Connection) {
      FrameBudget budget = open.get(connection.getEndPoint());
      if (budget != null) {
        budget.answered();
      }
    }
  }
}
