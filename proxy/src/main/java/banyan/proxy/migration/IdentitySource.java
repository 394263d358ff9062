package banyan.proxy.migration;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One thing by which a request can be told to be of somebody. */
public sealed interface IdentitySource {
  Pattern COOKIE = Pattern.compile("(cookie|signed-cookie):([A-Za-z0-9!#$%&'*+.^_`|~-]{1,64})");

  /** As an operator writes it. */
  String text();

  /**
   * The identity of who asks; empty where this request does not have it.
   *
   * @param salt of the migration that asks
   */
  Optional<String> of(Asker asker, Salt salt);

  /** Reads one; throws IllegalArgumentException that lists them. */
  static IdentitySource parse(String text) {
    Matcher cookie = COOKIE.matcher(text);
    if (cookie.matches()) {
      return cookie.group(1).equals("cookie")
          ? new Cookie(cookie.group(2))
          : new SignedCookie(cookie.group(2));
    }
    return switch (text) {
      case "tenant" -> new Tenant();
      case "user" -> new User();
      case "address" -> new Address();
      default ->
          throw new IllegalArgumentException(
              "'"
                  + text
                  + "' is no identity; there are tenant, user, cookie:NAME, signed-cookie:NAME,"
                  + " address");
    };
  }

  /** The tenant of a caller with credentials: all its people are on one side. */
  record Tenant() implements IdentitySource {
    @Override
    public String text() {
      return "tenant";
    }

    @Override
    public Optional<String> of(Asker asker, Salt salt) {
      return asker.tenant();
    }
  }

  /** A caller with credentials. */
  record User() implements IdentitySource {
    @Override
    public String text() {
      return "user";
    }

    @Override
    public Optional<String> of(Asker asker, Salt salt) {
      return asker.user();
    }
  }

  /** The value of a cookie, such as that of a session. A client can choose it. */
  record Cookie(String name) implements IdentitySource {
    @Override
    public String text() {
      return "cookie:" + name;
    }

    @Override
    public Optional<String> of(Asker asker, Salt salt) {
      return asker.cookie(name);
    }
  }

  /** The value of a cookie that this proxy signed; a request without it gets one. */
  record SignedCookie(String name) implements IdentitySource {
    @Override
    public String text() {
      return "signed-cookie:" + name;
    }

    @Override
    public Optional<String> of(Asker asker, Salt salt) {
      return asker
          .cookie(name)
          .flatMap(cookie -> CohortCookie.read(salt, cookie))
          .or(asker::newName);
    }
  }

  /** The client's address, behind trusted peers as they report it. */
  record Address() implements IdentitySource {
    @Override
    public String text() {
      return "address";
    }

    @Override
    public Optional<String> of(Asker asker, Salt salt) {
      return Optional.of(asker.address());
    }
  }
}
