package banyan.proxy.match;

import banyan.proxy.match.Given.Pair;
import java.util.List;
import java.util.Locale;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.server.Request;
import org.jspecify.annotations.Nullable;

/**
 * The head of a request as it came. It copies nothing; query and cookies are taken apart when a
 * condition first asks for one. One thread.
 */
public final class WireHead implements RequestHead {
  private final @Nullable String host;
  private final String method;
  private final String path;
  private final @Nullable String query;
  private final HttpFields fields;
  private @Nullable List<Pair> parameters;
  private @Nullable List<Pair> cookies;

  public WireHead(
      @Nullable String host,
      String method,
      String path,
      @Nullable String query,
      HttpFields fields) {
    this.host = host;
    this.method = method;
    this.path = path;
    this.query = query;
    this.fields = fields;
  }

  /**
   * The head of a request.
   *
   * @param path normalised
   */
  public static WireHead of(Request request, String path) {
    return new WireHead(
        canonical(request.getHttpURI().getHost()),
        request.getMethod(),
        path,
        request.getHttpURI().getQuery(),
        request.getHeaders());
  }

  /** Host names know no case, and may close with the dot of the root (RFC 3986 section 3.2.2). */
  public static @Nullable String canonical(@Nullable String host) {
    if (host == null) {
      return null;
    }
    String lower = host.toLowerCase(Locale.ROOT);
    return lower.endsWith(".") ? lower.substring(0, lower.length() - 1) : lower;
  }

  @Override
  public @Nullable String host() {
    return host;
  }

  @Override
  public String method() {
    return method;
  }

  @Override
  public String path() {
    return path;
  }

  /** As it came; null where there is none. */
  public @Nullable String query() {
    return query;
  }

  /** As they came. */
  public HttpFields fields() {
    return fields;
  }

  @Override
  public Given field(String name) {
    HttpField found = null;
    for (HttpField field : fields) {
      if (field.is(name)) {
        if (found != null) {
          return new Given.Several();
        }
        found = field;
      }
    }
    return found == null ? new Given.Absent() : new Given.One(HeadText.valueOf(found));
  }

  @Override
  public Given parameter(String name) {
    if (parameters == null) {
      parameters = HeadText.parameters(query);
    }
    return Given.among(parameters, name);
  }

  @Override
  public Given cookie(String name) {
    if (cookies == null) {
      cookies = HeadText.cookies(fields);
    }
    return Given.among(cookies, name);
  }

  @Override
  public Given acceptVersion() {
    String version = AcceptVersion.of(fields);
    return version == null ? new Given.Absent() : new Given.One(version);
  }
}
