package banyan.proxy;

import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpVersion;
import org.eclipse.jetty.http.PreEncodedHttpField;

/**
 * This instance's entry in {@code Via} (RFC 9110 section 7.6.3). The pseudonym is its own, so that
 * a request that comes back is known and one that passed another instance is not. Immutable.
 */
public final class Via {
  /** Even without a loop nobody routes through more proxies than this. */
  public static final int HOPS_MAX = 16;

  private final String pseudonym;

  /** Encoded once: every message gets one of them. */
  private final Map<HttpVersion, HttpField> entries = new EnumMap<>(HttpVersion.class);

  /**
   * The entry of an instance.
   *
   * @param pseudonym a token, such as {@code banyan-7f3a9c12}
   */
  public Via(String pseudonym) {
    this.pseudonym = pseudonym;
    for (HttpVersion version : HttpVersion.values()) {
      String received = version.asString().substring("HTTP/".length());
      entries.put(version, new PreEncodedHttpField(HttpHeader.VIA, received + " " + pseudonym));
    }
  }

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
    fields.add(Objects.requireNonNull(entries.get(received), "there is one for each version"));
  }

  private boolean isOurs(String hop) {
    String[] words = hop.strip().split("\\s+", 3);
    return words.length > 1 && words[1].toLowerCase(Locale.ROOT).equals(pseudonym);
  }
}
