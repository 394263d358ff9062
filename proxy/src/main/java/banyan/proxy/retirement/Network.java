package banyan.proxy.retirement;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;

/** The network that an address belongs to, which tells where a client is and not who. Pure. */
final class Network {
  private static final int LENGTH_V4 = 4;
  private static final int KEPT_V4 = 3;
  private static final int KEPT_V6 = 6;

  private Network() {}

  /** {@code 192.0.2.0/24} or {@code 2001:db8:0:0:0:0:0:0/48}; empty for what is no address. */
  static String of(String address) {
    try {
      byte[] bytes = InetAddress.ofLiteral(address).getAddress();
      int kept = bytes.length == LENGTH_V4 ? KEPT_V4 : KEPT_V6;
      Arrays.fill(bytes, kept, bytes.length, (byte) 0);
      return InetAddress.getByAddress(bytes).getHostAddress() + "/" + kept * Byte.SIZE;
    } catch (IllegalArgumentException | UnknownHostException e) {
      return "";
    }
  }
}
