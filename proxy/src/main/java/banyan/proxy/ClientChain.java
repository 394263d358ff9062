package banyan.proxy;

import java.util.List;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;

/**
 * How a request came here, as far as it is believed: the client first, then the trusted proxies
 * between it and us (RFC 7239).
 *
 * @param addresses IP literals, at least one; the last is our peer
 * @param scheme {@code http} or {@code https}, as the client used
 * @param host the authority that the client asked; empty where it named none
 */
public record ClientChain(List<String> addresses, String scheme, String host) {
  public ClientChain {
    addresses = List.copyOf(addresses);
  }

  public String client() {
    return addresses.getFirst();
  }

  /** Writes the fields that tell the next hop. */
  public void putInto(HttpFields.Mutable fields) {
    fields.put(HttpHeader.FORWARDED, forwarded());
    fields.put(HttpHeader.X_FORWARDED_FOR, String.join(", ", addresses));
    fields.put(HttpHeader.X_FORWARDED_PROTO, scheme);
    if (!host.isEmpty()) {
      fields.put(HttpHeader.X_FORWARDED_HOST, host);
    }
  }

  private String forwarded() {
    String about = ";proto=" + scheme + (host.isEmpty() ? "" : ";host=\"" + host + "\"");
    StringBuilder nodes = new StringBuilder();
    for (String address : addresses) {
      nodes.append(nodes.isEmpty() ? "" : ", ").append(node(address));
    }
    return nodes.append(about).toString();
  }

  /** RFC 7239 section 6: an IPv6 address stands in brackets and quotes. */
  private static String node(String address) {
    return address.indexOf(':') < 0 ? "for=" + address : "for=\"[" + address + "]\"";
  }
}
