package banyan.platform.database;

import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads the address of an existing database as its operator writes it: {@code
 * postgres://user:password@host:port/database} or {@code jdbc:postgresql://host:port/database?user=
 * …&password=…}. Messages never repeat the text, since it holds a password.
 */
final class DatabaseUrl {
  private static final int PORT = 5432;
  private static final String FORM =
      "write postgres://user:password@host:5432/database, special characters as %40 and the like";
  private static final Set<String> TLS =
      Set.of("sslmode", "sslrootcert", "sslcert", "sslkey", "sslpassword", "channelBinding");

  private DatabaseUrl() {}

  static DatabaseAddress parse(String text) {
    URI uri = uri(text.strip());
    Map<String, String> query = query(uri.getRawQuery());
    String[] login = login(uri.getRawUserInfo());
    String user = login[0] != null ? login[0] : query.remove("user");
    String password = login[1] != null ? login[1] : query.remove("password");
    String database = uri.getPath() == null ? "" : uri.getPath().replaceFirst("^/", "");
    if (user == null || password == null || database.isBlank() || database.contains("/")) {
      throw new IllegalArgumentException("user, password or database is missing; " + FORM);
    }
    for (String name : query.keySet()) {
      if (!TLS.contains(name)) {
        throw new IllegalArgumentException("parameter '" + name + "' is not one of " + TLS);
      }
    }
    int port = uri.getPort() < 0 ? PORT : uri.getPort();
    return new DatabaseAddress(host(uri), port, database, user, password, query);
  }

  private static URI uri(String text) {
    String plain = text.startsWith("jdbc:") ? text.substring("jdbc:".length()) : text;
    if (!plain.startsWith("postgres://") && !plain.startsWith("postgresql://")) {
      throw new IllegalArgumentException("no address of a PostgreSQL server; " + FORM);
    }
    try {
      return new URI(plain);
    } catch (URISyntaxException e) {
      // The exception repeats the text, so it is not passed on as the cause.
      throw new IllegalArgumentException("not well-formed; " + FORM);
    }
  }

  private static String host(URI uri) {
    String host = uri.getHost();
    if (host == null) {
      throw new IllegalArgumentException("the host is missing or not one host; " + FORM);
    }
    return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
  }

  private static @Nullable String[] login(@Nullable String rawUserInfo) {
    if (rawUserInfo == null) {
      return new @Nullable String[] {null, null};
    }
    int colon = rawUserInfo.indexOf(':');
    if (colon < 0) {
      return new @Nullable String[] {decode(rawUserInfo), null};
    }
    return new @Nullable String[] {
      decode(rawUserInfo.substring(0, colon)), decode(rawUserInfo.substring(colon + 1))
    };
  }

  private static Map<String, String> query(@Nullable String rawQuery) {
    Map<String, String> parameters = new HashMap<>();
    if (rawQuery == null) {
      return parameters;
    }
    for (String pair : rawQuery.split("&", -1)) {
      int equals = pair.indexOf('=');
      if (equals < 1) {
        throw new IllegalArgumentException("a parameter after ? has no value; " + FORM);
      }
      parameters.put(decode(pair.substring(0, equals)), decode(pair.substring(equals + 1)));
    }
    return parameters;
  }

  private static String decode(String text) {
    // A plus sign is itself in a URI; URLDecoder would read it as a blank.
    return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
  }
}
