package banyan.proxy;

import java.util.List;
import java.util.Locale;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpVersion;

/**
 * This instance's entry in {@code Via} (RFC 9110 section 7.6.3). The pseudonym is its own, so that
 * a request that comes back is known and one that passed another instance is not.
 *
 * @param pseudonym a token, such as {@code banyan-7f3a9c12}
 */
public record Via(String pseudonym) {
  /** Even without a loop nobody routes through more proxies than this. */
  public static final int HOPS_MAX = 16;

  /** Whether a request with these fields went through this instance, or through too many. */
  public boolean isLoop(HttpFields fields) {
    if (!fields.contains(HttpHeader.VIA)) {
      return false;
    }
    List<String> hops = HopByHop.elements(fields, HttpHeader.VIA);
    return hops.size() > HOPS_MAX || hops.stream().anyMatch(this::isOurs);
  }

  /** Adds this hop to a message that was received with a version. */
  public void append(HttpFields.Mutable fields, HttpVersion received) {
    String version = received.asString().substring("HTTP/".length());
    fields.add(HttpHeader.VIA, version + " " + pseudonym);
  }

  private boolean isOurs(String hop) {
    String[] words = hop.strip().split("\\s+", 3);
    return words.length > 1 && words[1].toLowerCase(Locale.ROOT).equals(pseudonym);
  }
}
