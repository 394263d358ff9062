package banyan.proxy.balance;

import java.net.InetAddress;
import java.net.UnknownHostException;

/** Asks for the addresses of a host name, and may block. Any thread. */
@FunctionalInterface
public interface NameLookup {
  /** At least one address; throws when there is none, or nobody knows. */
  InetAddress[] of(String host) throws UnknownHostException;
}
