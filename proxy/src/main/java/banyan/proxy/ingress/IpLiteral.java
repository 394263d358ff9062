package banyan.proxy.ingress;

import java.net.InetAddress;
import java.util.Optional;

/** Reads IP addresses as text, and never asks a name server. */
final class IpLiteral {
  /** The longest IPv6 text, with an embedded IPv4 address. */
  private static final int LENGTH_MAX = 45;

  private IpLiteral() {}

  static Optional<InetAddress> parse(String text) {
    String bare =
        text.startsWith("[") && text.endsWith("]") ? text.substring(1, text.length() - 1) : text;
    if (bare.length() > LENGTH_MAX || bare.indexOf('%') >= 0) {
      return Optional.empty();
    }
    try {
      return Optional.of(InetAddress.ofLiteral(bare));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
