package banyan.proxy.ingress;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * The hosts that clients may ask for (RFC 9110 section 7.4): a list where one is set, else any that
 * is well-formed. Who decides by Host, as links in mails and caches do, is safe from forged ones
 * only with a list. Immutable.
 *
 * @param names lower-case host names without port; {@code *.example.com} stands for every name
 *     below, not for {@code example.com}; empty for any
 */
public record ServedHosts(List<String> names) {
  /** RFC 3986 section 3.2.2, without what no DNS name and no address has. */
  private static final Pattern AUTHORITY =
      Pattern.compile(
          "(?<host>[A-Za-z0-9._~-]{1,255}|\\[[0-9A-Fa-f:.]{2,45}])(?::(?<port>[0-9]{0,5}))?");

  private static final Pattern NAME =
      Pattern.compile("(?:\\*\\.)?[a-z0-9._-]{1,253}|\\[[0-9a-f:.]{2,45}]");

  private static final int PORT_MAX = 65_535;

  public ServedHosts {
    names = List.copyOf(names);
  }

  /** {@code shop.example, *.shop.example}; empty serves any host. */
  public static ServedHosts parse(String text) {
    return new ServedHosts(
        Arrays.stream(text.split(","))
            .map(name -> name.strip().toLowerCase(Locale.ROOT))
            .filter(name -> !name.isEmpty())
            .map(ServedHosts::checked)
            .toList());
  }

  /** Whether a text is a host with or without a port. */
  static boolean isAuthority(String text) {
    var found = AUTHORITY.matcher(text);
    if (!found.matches()) {
      return false;
    }
    String port = found.group("port");
    return port == null || port.isEmpty() || Integer.parseInt(port) <= PORT_MAX;
  }

  /** Whether an authority is served; any is where no list is set. */
  boolean contains(String authority) {
    if (names.isEmpty()) {
      return true;
    }
    var found = AUTHORITY.matcher(authority);
    return found.matches() && isListed(found.group("host").toLowerCase(Locale.ROOT));
  }

  private boolean isListed(String host) {
    return names.stream()
        .anyMatch(
            name -> name.startsWith("*.") ? host.endsWith(name.substring(1)) : host.equals(name));
  }

  private static String checked(String name) {
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException(
          "'" + name + "' is no host name; write shop.example or *.shop.example, without port");
    }
    return name;
  }
}
