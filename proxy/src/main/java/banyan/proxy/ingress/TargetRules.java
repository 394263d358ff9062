package banyan.proxy.ingress;

import banyan.proxy.ProxyProblems;
import banyan.wire.Problems;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpScheme;
import org.eclipse.jetty.http.HttpURI;
import org.eclipse.jetty.http.HttpVersion;
import org.eclipse.jetty.server.Request;
import org.jspecify.annotations.Nullable;

/**
 * What a request must be and whom it must ask, beyond what the parser has seen to (RFC 9112 section
 * 3, RFC 9110 section 7.4). Any thread.
 */
final class TargetRules {
  private final ServedHosts hosts;
  private final TrustedPeers trusted;

  /** The Host that was found good last: most requests have the same one. */
  private volatile @Nullable String knownHost;

  TargetRules(ServedHosts hosts, TrustedPeers trusted) {
    this.hosts = hosts;
    this.trusted = trusted;
  }

  /** Throws the failure that such a request ends in. */
  void check(Request request) {
    if (!Tokens.isToken(request.getMethod())) {
      throw ClientFailure.failure(Problems.MALFORMED_REQUEST, "the method is no token");
    }
    boolean isAsterisk = "*".equals(request.getHttpURI().getPath());
    if (isAsterisk && !request.getMethod().equals("OPTIONS")) {
      throw ClientFailure.failure(Problems.MALFORMED_REQUEST, "only OPTIONS may ask for *");
    }
    checkHost(request);
    checkScheme(request);
  }

  private void checkHost(Request request) {
    String field = request.getHeaders().get(HttpHeader.HOST);
    if (field != null && field.equals(knownHost)) {
      return;
    }
    if (field != null && !ServedHosts.isAuthority(field)) {
      throw ClientFailure.failure(Problems.MALFORMED_REQUEST, "Host is no host with a port");
    }
    // HTTP/2 has an authority instead; where HTTP/1.0 names none it is our own address.
    String host = field == null ? request.getHttpURI().getAuthority() : field;
    if (!hosts.contains(host == null ? "" : host)) {
      throw ClientFailure.failure(
          ProxyProblems.MISDIRECTED_REQUEST, "the host is not one of those that are served here");
    }
    knownHost = field;
  }

  /** A request for https that did not come over TLS was not meant for this connection. */
  private void checkScheme(Request request) {
    HttpURI uri = request.getHttpURI();
    boolean isHttp1 =
        request.getConnectionMetaData().getHttpVersion().getVersion()
            < HttpVersion.HTTP_2.getVersion();
    if (!isHttp1 || uri.getScheme() == null || HttpScheme.HTTP.is(uri.getScheme())) {
      return;
    }
    if (!HttpScheme.HTTPS.is(uri.getScheme())) {
      throw ClientFailure.failure(
          Problems.MALFORMED_REQUEST, "the scheme is neither http nor https");
    }
    boolean isTls = request.getConnectionMetaData().isSecure();
    if (!isTls && !trusted.contains(IpLiteral.bare(Request.getRemoteAddr(request)))) {
      throw ClientFailure.failure(
          ProxyProblems.MISDIRECTED_REQUEST, "https is not served on this connection");
    }
  }
}
