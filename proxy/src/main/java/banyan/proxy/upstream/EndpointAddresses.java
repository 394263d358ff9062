package banyan.proxy.upstream;

import banyan.proxy.balance.ConnectionKey;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import org.eclipse.jetty.client.Destination;
import org.eclipse.jetty.util.Promise;
import org.eclipse.jetty.util.SocketAddressResolver;
import org.eclipse.jetty.util.thread.Scheduler;

/**
 * Where a connection is opened to: the address that was chosen, which is known, so no thread has to
 * look it up. A name that has not been resolved yet is looked up by another thread. Any thread.
 */
final class EndpointAddresses extends SocketAddressResolver.Async {
  EndpointAddresses(Executor executor, Scheduler scheduler, long timeoutMillis) {
    super(executor, scheduler, timeoutMillis);
  }

  @Override
  public void resolve(
      String host,
      int port,
      Map<String, Object> context,
      Promise<List<InetSocketAddress>> promise) {
    if (context.get(Destination.CONTEXT_KEY) instanceof Destination destination
        && destination.getOrigin().getTag() instanceof ConnectionKey key
        && key.address() != null) {
      promise.succeeded(List.of(new InetSocketAddress(named(host, key.address()), port)));
      return;
    }
    super.resolve(host, port, context, promise);
  }

  /** The library asks TLS to check the name that the address carries, whoever found it. */
  private static InetAddress named(String host, InetAddress address) {
    try {
      return InetAddress.getByAddress(host, address.getAddress());
    } catch (UnknownHostException e) {
      throw new IllegalStateException("an address of another length than addresses have", e);
    }
  }
}
