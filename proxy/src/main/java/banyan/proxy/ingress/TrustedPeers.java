package banyan.proxy.ingress;

import java.net.InetAddress;
import java.util.Arrays;
import java.util.List;

/**
 * The peers whose word about a client is believed, as address ranges (RFC 4632, RFC 4291 section
 * 2.3). Immutable.
 */
public record TrustedPeers(List<Range> ranges) {
  public TrustedPeers {
    ranges = List.copyOf(ranges);
  }

  /** {@code 10.0.0.0/8, ::1}; empty trusts nobody. Host names are refused. */
  public static TrustedPeers parse(String text) {
    return new TrustedPeers(
        Arrays.stream(text.split(","))
            .map(String::strip)
            .filter(part -> !part.isEmpty())
            .map(Range::parse)
            .toList());
  }

  /** Whether an IP literal lies in a range; anything else does not. */
  public boolean contains(String address) {
    if (ranges.isEmpty()) {
      return false;
    }
    return IpLiteral.parse(address)
        .map(ip -> ranges.stream().anyMatch(range -> range.contains(ip)))
        .orElse(false);
  }

  /** One range: the leading {@code bits} of an address. */
  public record Range(InetAddress address, int bits) {
    static Range parse(String text) {
      int slash = text.indexOf('/');
      String literal = slash < 0 ? text : text.substring(0, slash);
      InetAddress address =
          IpLiteral.parse(literal)
              .orElseThrow(
                  () ->
                      new IllegalArgumentException(
                          "'" + text + "' is no address; write 10.0.0.0/8, 192.0.2.7 or ::1"));
      int size = address.getAddress().length * 8;
      return new Range(address, slash < 0 ? size : bits(text, slash, size));
    }

    private static int bits(String text, int slash, int size) {
      try {
        int bits = Integer.parseInt(text.substring(slash + 1));
        if (bits >= 0 && bits <= size) {
          return bits;
        }
      } catch (NumberFormatException e) {
        // said below, together with the range
      }
      throw new IllegalArgumentException("'" + text + "': write 0 to " + size + " after the /");
    }

    boolean contains(InetAddress other) {
      byte[] mine = address.getAddress();
      byte[] theirs = other.getAddress();
      if (mine.length != theirs.length) {
        return false;
      }
      for (int bit = 0; bit < bits; bit++) {
        int mask = 0x80 >> (bit & 7);
        if ((mine[bit >> 3] & mask) != (theirs[bit >> 3] & mask)) {
          return false;
        }
      }
      return true;
    }
  }
}
