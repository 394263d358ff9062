package banyan.proxy.ingress;

import banyan.proxy.ClientChain;
import banyan.proxy.HopByHop;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.ConnectionMetaData;
import org.eclipse.jetty.server.Request;
import org.jspecify.annotations.Nullable;

/**
 * Finds the client behind trusted proxies (RFC 7239). Reports are read from the right, where the
 * nearest proxy wrote: each is believed as long as its writer is trusted, and what a stranger wrote
 * is dropped. Immutable.
 */
final class ChainReader {
  /** More reported hops than this are not looked at. */
  private static final int HOPS_MAX = 16;

  private static final Pattern PAIR =
      Pattern.compile("(?i)(for|proto|host)\\s*=\\s*(?:\"([^\"\\\\]*)\"|([^;,\"\\s]+))");
  private static final Pattern HOST = Pattern.compile("[A-Za-z0-9._~\\[\\]:-]{1,255}");

  /** Where a connection keeps the chain of its last request, if its peer is not trusted. */
  private static final String KNOWN = ClientChain.class.getName();

  private final TrustedPeers trusted;

  ChainReader(TrustedPeers trusted) {
    this.trusted = trusted;
  }

  /** The believed chain of a request; nearly all of a connection have the same. */
  ClientChain read(Request request) {
    ConnectionMetaData connection = request.getConnectionMetaData();
    // What the connection is, and not what :scheme claims.
    String scheme = connection.isSecure() ? "https" : "http";
    String host = authority(request);
    if (connection.getAttribute(KNOWN) instanceof ClientChain known
        && known.scheme().equals(scheme)
        && known.host().equals(host)) {
      if (!known.isLasting()) {
        connection.setAttribute(KNOWN, known.lasting());
      }
      return known;
    }
    String peer = IpLiteral.bare(Request.getRemoteAddr(request));
    ClientChain chain = read(request.getHeaders(), peer, scheme, host);
    if (!trusted.contains(peer)) {
      connection.setAttribute(KNOWN, chain);
    }
    return chain;
  }

  private static String authority(Request request) {
    String authority = request.getHttpURI().getAuthority();
    if (authority != null) {
      return authority;
    }
    String host = request.getHeaders().get(HttpHeader.HOST);
    return host == null ? "" : host;
  }

  /** The believed chain of a request that came from a peer. */
  ClientChain read(HttpFields fields, String peer, String scheme, String host) {
    if (!trusted.contains(peer)) {
      return new ClientChain(List.of(peer), scheme, host);
    }
    List<Report> reports = reports(fields);
    Deque<String> addresses = new ArrayDeque<>(List.of(peer));
    Report farthest = new Report("", scheme, host);
    int last = Math.max(0, reports.size() - HOPS_MAX);
    for (int i = reports.size() - 1; i >= last; i--) {
      Report report = reports.get(i);
      if (IpLiteral.parse(report.address()).isEmpty()) {
        break;
      }
      addresses.addFirst(report.address());
      farthest = report.or(farthest);
      if (!trusted.contains(report.address())) {
        break;
      }
    }
    return new ClientChain(new ArrayList<>(addresses), farthest.scheme(), farthest.host());
  }

  /** What each hop reported, {@code Forwarded} before its older kin. */
  private static List<Report> reports(HttpFields fields) {
    if (fields.contains(HttpHeader.FORWARDED)) {
      return HopByHop.elements(fields, HttpHeader.FORWARDED).stream()
          .map(ChainReader::report)
          .toList();
    }
    String scheme = scheme(fields.get(HttpHeader.X_FORWARDED_PROTO));
    String host = host(fields.get(HttpHeader.X_FORWARDED_HOST));
    return HopByHop.elements(fields, HttpHeader.X_FORWARDED_FOR).stream()
        .map(address -> new Report(bare(address), scheme, host))
        .toList();
  }

  private static Report report(String element) {
    Report report = new Report("", "", "");
    Matcher pair = PAIR.matcher(element);
    while (pair.find()) {
      String value = pair.group(2) == null ? pair.group(3) : pair.group(2);
      report =
          switch (pair.group(1).toLowerCase(Locale.ROOT)) {
            case "for" -> new Report(bare(value), report.scheme(), report.host());
            case "proto" -> new Report(report.address(), scheme(value), report.host());
            default -> new Report(report.address(), report.scheme(), host(value));
          };
    }
    return report;
  }

  /** An address without brackets and port. */
  private static String bare(String node) {
    String text = node.strip();
    if (text.startsWith("[")) {
      int end = text.indexOf(']');
      return end < 0 ? text : text.substring(1, end);
    }
    int colon = text.indexOf(':');
    boolean hasPort = colon >= 0 && colon == text.lastIndexOf(':');
    return hasPort ? text.substring(0, colon) : text;
  }

  private static String scheme(@Nullable String value) {
    String lower = value == null ? "" : value.strip().toLowerCase(Locale.ROOT);
    return lower.equals("http") || lower.equals("https") ? lower : "";
  }

  private static String host(@Nullable String value) {
    return value != null && HOST.matcher(value.strip()).matches() ? value.strip() : "";
  }

  /** What one hop says of its peer; empty text where it says nothing. */
  private record Report(String address, String scheme, String host) {
    Report or(Report nearer) {
      return new Report(
          address, scheme.isEmpty() ? nearer.scheme : scheme, host.isEmpty() ? nearer.host : host);
    }
  }
}
