package banyan.proxy.recent;

import banyan.proxy.match.Given;
import banyan.proxy.match.Given.Pair;
import banyan.proxy.match.HeadText;
import banyan.proxy.match.MatchableFields;
import banyan.proxy.match.RequestHead;
import banyan.proxy.match.WireHead;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.server.Request;
import org.jspecify.annotations.Nullable;

/**
 * What is kept of a request's head. Host, method and path stay as they are. Of fields, query and
 * cookies stay the names and a fingerprint of each value, so conditions can be tried and no value
 * be read; of fields at which no route may look, such as {@code Authorization}, nothing stays.
 */
public final class RecentHead implements RequestHead {
  /** A head with a longer path, or with longer names together, is not kept. */
  static final int CHARACTERS_MAX = 2048;

  private final @Nullable String host;
  private final String method;
  private final String path;
  private final Given acceptVersion;
  private final String tenant;
  private final Prints fields;
  private final Prints parameters;
  private final Prints cookies;

  private RecentHead(
      RequestHead head, String tenant, Prints fields, Prints parameters, Prints cookies) {
    this.host = head.host();
    this.method = head.method();
    this.path = head.path();
    this.acceptVersion = head.acceptVersion();
    this.tenant = tenant;
    this.fields = fields;
    this.parameters = parameters;
    this.cookies = cookies;
  }

  /** The head of a request; null when it is too large to be kept. */
  static @Nullable RecentHead of(Request request, String path, String tenant) {
    return of(
        WireHead.of(request, path), request.getHttpURI().getQuery(), request.getHeaders(), tenant);
  }

  static @Nullable RecentHead of(
      RequestHead head, @Nullable String query, HttpFields fields, String tenant) {
    if (head.path().length() > CHARACTERS_MAX) {
      return null;
    }
    Prints ofFields = Prints.of(matchable(fields));
    Prints ofQuery = Prints.of(HeadText.parameters(query));
    Prints ofCookies = Prints.of(HeadText.cookies(fields));
    int characters =
        head.path().length()
            + ofFields.characters()
            + ofQuery.characters()
            + ofCookies.characters();
    return characters > CHARACTERS_MAX
        ? null
        : new RecentHead(head, tenant, ofFields, ofQuery, ofCookies);
  }

  private static List<Pair> matchable(HttpFields fields) {
    List<Pair> pairs = new ArrayList<>(fields.size());
    for (HttpField field : fields) {
      String name = field.getLowerCaseName();
      if (MatchableFields.has(name)) {
        pairs.add(new Pair(name, field.getValue() == null ? "" : field.getValue()));
      }
    }
    return pairs;
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

  /** The tenant of the verified caller, or of nobody's. */
  public String tenant() {
    return tenant;
  }

  @Override
  public Given field(String name) {
    return fields.of(name);
  }

  @Override
  public Given parameter(String name) {
    return parameters.of(name);
  }

  @Override
  public Given cookie(String name) {
    return cookies.of(name);
  }

  @Override
  public Given acceptVersion() {
    return acceptVersion;
  }
}
