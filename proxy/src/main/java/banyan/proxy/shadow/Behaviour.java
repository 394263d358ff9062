package banyan.proxy.shadow;

import banyan.proxy.Exchange;
import banyan.proxy.compare.AnswerShape;
import banyan.proxy.route.PathTemplate;
import banyan.proxy.route.Route;
import banyan.proxy.route.RouteTable.Match;
import banyan.proxy.sampling.BehaviourClass;
import banyan.proxy.sampling.ParameterShape;
import banyan.proxy.sampling.PathShape;
import banyan.proxy.upstream.Copy;
import banyan.wire.Caller;
import java.util.TreeSet;
import org.eclipse.jetty.http.HttpHeader;

/** Of which behaviour a request and its answer are. Pure functions. */
final class Behaviour {
  /** Longer lists of rights are cut: they tell roles apart, and need not tell what they may. */
  private static final int ROLE_MAX = 100;

  private Behaviour() {}

  static BehaviourClass of(Answered answered) {
    Copy copy = answered.copy();
    return new BehaviourClass(
        copy.method() + " " + template(copy.exchange()),
        role(copy),
        copy.query() == null ? "" : ParameterShape.of(copy.query()),
        answered.answer().status(),
        AnswerShape.of(answered.answer()));
  }

  /** The path as the code declares it; where only a prefix is known, the rest by its shape. */
  private static String template(Exchange exchange) {
    if (!(exchange.match() instanceof Match.Found found)) {
      return PathShape.of(exchange.path());
    }
    Route declared = found.declared();
    PathTemplate path = declared == null ? found.route().path() : declared.path();
    return path.isPrefix() ? PathShape.of(exchange.path()) : path.text();
  }

  /** What the caller may; where nobody here knows callers, whether there are credentials. */
  private static String role(Copy copy) {
    Caller caller = copy.exchange().caller();
    if (caller != null && !caller.isAnonymous()) {
      String rights = String.join(",", new TreeSet<>(caller.rights()));
      return rights.length() > ROLE_MAX ? rights.substring(0, ROLE_MAX) : rights;
    }
    boolean hasCredentials =
        copy.received().contains(HttpHeader.AUTHORIZATION)
            || copy.received().contains(HttpHeader.COOKIE);
    return hasCredentials ? "credentials" : Caller.ANONYMOUS;
  }
}
