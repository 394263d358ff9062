package banyan.proxy.ingress;

import java.net.InetAddress;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads IP addresses as text, and never asks a name server. */
final class IpLiteral {
  /** The longest IPv6 text, with an embedded IPv4 address. */
  private static final int LENGTH_MAX = 45;

  /** Four numbers: the JDK also takes {@code 1.2.3} for {@code 1.2.0.3}, which nobody means. */
  private static final Pattern IPV4 = Pattern.compile("\\d{1,3}(\\.\\d{1,3}){3}");

  private IpLiteral() {}

  /** An address without the brackets of a URL and without the name of an interface. */
  static String bare(String text) {
    boolean isBracketed = text.startsWith("[") && text.endsWith("]");
    String address = isBracketed ? text.substring(1, text.length() - 1) : text;
    int scope = address.indexOf('%');
    return isBracketed && scope >= 0 ? address.substring(0, scope) : address;
  }

  static Optional<InetAddress> parse(String text) {
    String bare = bare(text);
    boolean isIpv6 = bare.indexOf(':') >= 0 && bare.indexOf('%') < 0;
    if (bare.length() > LENGTH_MAX || (!isIpv6 && !IPV4.matcher(bare).matches())) {
      return Optional.empty();
    }
    try {
      return Optional.of(InetAddress.ofLiteral(bare));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
