package banyan.proxy.ingress;

import org.eclipse.jetty.server.RequestLog;

/** A log whose lines may wait for the end of the round that their requests were answered in. */
public interface RoundLog extends RequestLog {
  /** A selector is about to wait. Often; any thread. */
  void roundEnded();
}
