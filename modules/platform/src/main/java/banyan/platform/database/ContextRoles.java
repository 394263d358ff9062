package banyan.platform.database;

import java.util.regex.Pattern;

/**
 * The names of one context's schema and roles.
 *
 * @param schema the context's name
 * @param owner owns schema and tables and runs migrations; cannot log in
 * @param readWrite the login of the application
 * @param readOnly a login that may only read
 */
record ContextRoles(String schema, String owner, String readWrite, String readOnly) {
  private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9]{0,30}");

  static ContextRoles of(String context, String rolePrefix) {
    if (!NAME.matcher(context).matches() || context.startsWith("pg")) {
      throw new IllegalArgumentException("context '" + context + "': use up to 31 of a-z 0-9");
    }
    String stem = rolePrefix + context;
    return new ContextRoles(context, stem + "_owner", stem + "_rw", stem + "_ro");
  }

  /** Where names are looked for. Left out, {@code pg_temp} would come first. */
  static String searchPath(String schema) {
    return schema + ", pg_temp";
  }

  /** What the password of a login is derived for. */
  static String purpose(String login) {
    return "login/" + login;
  }
}
