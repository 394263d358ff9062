package banyan.proxy;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.PreEncodedHttpField;
import org.jspecify.annotations.Nullable;

/**
 * How a request came here, as far as it is believed: the client first, then the trusted proxies
 * between it and us (RFC 7239). Immutable.
 */
public final class ClientChain {
  private final List<String> addresses;
  private final String scheme;
  private final String host;

  /** What the next hop is told, where many requests have the same; else it is made when asked. */
  private final @Nullable List<HttpField> encoded;

  /**
   * The chain of one request.
   *
   * @param addresses IP literals, at least one; the last is our peer
   * @param scheme {@code http} or {@code https}, as the client used
   * @param host the authority that the client asked; empty where it named none
   */
  public ClientChain(List<String> addresses, String scheme, String host) {
    this.addresses = List.copyOf(addresses);
    this.scheme = scheme;
    this.host = host;
    this.encoded = null;
  }

  private ClientChain(ClientChain chain) {
    this.addresses = chain.addresses;
    this.scheme = chain.scheme;
    this.host = chain.host;
    this.encoded =
        chain.fields().stream()
            .<HttpField>map(field -> new PreEncodedHttpField(field.getHeader(), field.getValue()))
            .toList();
  }

  /** The same, for many requests: what the next hop is told of them is encoded once. */
  public ClientChain lasting() {
    return new ClientChain(this);
  }

  public boolean isLasting() {
    return encoded != null;
  }

  public List<String> addresses() {
    return addresses;
  }

  public String scheme() {
    return scheme;
  }

  public String host() {
    return host;
  }

  public String client() {
    return addresses.getFirst();
  }

  /** Writes the fields that tell the next hop. */
  public void putInto(HttpFields.Mutable fields) {
    for (HttpField field : encoded == null ? fields() : encoded) {
      fields.put(field);
    }
  }

  private List<HttpField> fields() {
    List<HttpField> fields = new ArrayList<>();
    fields.add(new HttpField(HttpHeader.FORWARDED, forwarded()));
    fields.add(new HttpField(HttpHeader.X_FORWARDED_FOR, String.join(", ", addresses)));
    fields.add(new HttpField(HttpHeader.X_FORWARDED_PROTO, scheme));
    if (!host.isEmpty()) {
      fields.add(new HttpField(HttpHeader.X_FORWARDED_HOST, host));
    }
    return fields;
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

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof ClientChain chain
        && addresses.equals(chain.addresses)
        && scheme.equals(chain.scheme)
        && host.equals(chain.host);
  }

  @Override
  public int hashCode() {
    return Objects.hash(addresses, scheme, host);
  }

  @Override
  public String toString() {
    return forwarded();
  }
}
