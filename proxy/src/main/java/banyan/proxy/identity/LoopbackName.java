package banyan.proxy.identity;

import java.net.InetAddress;
import java.util.Locale;

/** Tells by its text alone whether a host is this machine; no name server is asked. */
public final class LoopbackName {
  /** No longer text is looked at: the longest IPv6 address has 45 characters. */
  private static final int LENGTH_MAX = 64;

  private LoopbackName() {}

  /**
   * Whether a host without port is {@code localhost} or an address of the loopback interface, IPv6
   * with or without brackets.
   */
  public static boolean matches(String host) {
    String name = host.strip().toLowerCase(Locale.ROOT);
    if (name.equals("localhost")) {
      return true;
    }
    boolean isBracketed = name.startsWith("[") && name.endsWith("]");
    String bare = isBracketed ? name.substring(1, name.length() - 1) : name;
    if (bare.length() > LENGTH_MAX || bare.indexOf('%') >= 0) {
      return false;
    }
    try {
      return InetAddress.ofLiteral(bare).isLoopbackAddress();
    } catch (IllegalArgumentException e) {
      return false;
    }
  }
}
