package banyan.proxy.parity;

import banyan.proxy.Exchange;
import banyan.proxy.migration.SideChoice;
import banyan.proxy.migration.Stage;
import banyan.proxy.route.Route;
import banyan.proxy.route.RouteTable.Match;
import banyan.proxy.sampling.BehaviourClass;
import banyan.proxy.shadow.PairSink;
import java.util.Set;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.RequestLog;
import org.eclipse.jetty.server.Response;

/**
 * Notes the requests of a migration that are never copied, since they may change something: a
 * certificate names them as not covered. Any thread; never blocks.
 */
public final class UncopiedWrites implements RequestLog {
  /** Methods that change nothing (RFC 9110 section 9.2.1). */
  private static final Set<String> SAFE = Set.of("GET", "HEAD", "OPTIONS", "TRACE");

  private final PairSink sink;

  public UncopiedWrites(PairSink sink) {
    this.sink = sink;
  }

  @Override
  public void log(Request request, Response response) {
    Exchange exchange = Exchange.find(request).orElse(null);
    SideChoice choice = exchange == null ? null : exchange.side();
    if (exchange == null
        || choice == null
        || SAFE.contains(request.getMethod())
        || !(exchange.match() instanceof Match.Found found)) {
      return;
    }
    Stage stage = choice.migration().stage();
    if (stage == Stage.SHADOW || stage == Stage.CANARY) {
      Route route = found.declared() == null ? found.route() : found.declared();
      sink.seen(
          choice.migration(),
          new BehaviourClass(
              request.getMethod() + " " + route.path().text(), "", "", response.getStatus(), 0));
    }
  }
}
