package banyan.platform.database;

import banyan.wire.Secret;
import banyan.wire.Setting;
import banyan.wire.SettingParsers;
import banyan.wire.Settings;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;

/** The settings of the database and of the secret that its logins are derived from. */
public final class DatabaseSettings {
  private static final int CONNECTIONS_MIN = 3;
  private static final int CONNECTIONS_MAX = 2_000;
  private static final Pattern ROLE_PREFIX = Pattern.compile("([a-z][a-z0-9_]{0,19})?");

  public static final Setting<DatabaseAddress> URL =
      Setting.<DatabaseAddress>of(
              "database.url",
              null,
              DatabaseUrl::parse,
              "an existing PostgreSQL 15 or newer instead of the embedded one:"
                  + " postgres://user:password@host:5432/database")
          .secret();

  public static final Setting<Secret> SECRET =
      Setting.<Secret>of(
              "secret",
              null,
              Secret::new,
              "the secret of this installation, 32 characters or more; without it <data>/secret")
          .secret();

  public static final Setting<Integer> CONNECTIONS =
      Setting.of(
          "database.connections",
          "40",
          text -> SettingParsers.wholeNumber(text, CONNECTIONS_MIN, CONNECTIONS_MAX),
          "connections of this process in all, shared out to the contexts");

  public static final Setting<Duration> POOL_WAIT =
      Setting.of(
          "database.pool-wait",
          "2s",
          text -> between(text, Duration.ofMillis(250), Duration.ofMinutes(1)),
          "how long a request waits for a free connection before it is answered 503");

  public static final Setting<Duration> STATEMENT_TIMEOUT =
      Setting.of(
          "database.statement-timeout",
          "15s",
          text -> between(text, Duration.ofMillis(100), Duration.ofHours(1)),
          "the longest that one SQL statement may run");

  public static final Setting<Duration> LOCK_TIMEOUT =
      Setting.of(
          "database.lock-timeout",
          "5s",
          text -> between(text, Duration.ofMillis(10), Duration.ofHours(1)),
          "the longest that one SQL statement may wait for a lock");

  public static final Setting<Duration> IDLE_TRANSACTION_TIMEOUT =
      Setting.of(
          "database.idle-transaction-timeout",
          "30s",
          text -> between(text, Duration.ofMillis(100), Duration.ofHours(1)),
          "the longest that an open transaction may send nothing");

  public static final Setting<Boolean> EXCLUSIVE =
      Setting.of(
          "database.exclusive",
          "false",
          SettingParsers::flag,
          "the database of database.url is Banyan's alone: take from PUBLIC the rights to connect,"
              + " to make temporary tables and to read the catalogs");

  public static final Setting<String> ROLE_PREFIX_SETTING =
      Setting.of(
          "database.role-prefix",
          "",
          DatabaseSettings::rolePrefix,
          "put before the names of roles where several installations share one server");

  public static final Setting<Path> PROGRAMS =
      Setting.of(
          "database.programs",
          null,
          DatabaseSettings::folder,
          "where the embedded PostgreSQL's programs are unpacked, once; without it the data folder");

  private DatabaseSettings() {}

  public static List<Setting<?>> all() {
    return List.of(
        URL,
        SECRET,
        CONNECTIONS,
        POOL_WAIT,
        STATEMENT_TIMEOUT,
        LOCK_TIMEOUT,
        IDLE_TRANSACTION_TIMEOUT,
        EXCLUSIVE,
        ROLE_PREFIX_SETTING,
        PROGRAMS);
  }

  static ContextRoles roles(Settings settings, String context) {
    return ContextRoles.of(context, settings.get(ROLE_PREFIX_SETTING));
  }

  /** The embedded server is ours as a whole; of an existing one we take what is granted. */
  static CatalogFence fence(Settings settings) {
    CatalogFence.Scope existing =
        settings.get(EXCLUSIVE) ? CatalogFence.Scope.DATABASE : CatalogFence.Scope.SCHEMAS;
    return new CatalogFence(
        settings.find(URL).isEmpty() ? CatalogFence.Scope.SERVER : existing,
        settings.get(ROLE_PREFIX_SETTING));
  }

  private static Duration between(String text, Duration min, Duration max) {
    Duration value = SettingParsers.duration(text);
    if (value.compareTo(min) < 0 || value.compareTo(max) > 0) {
      throw new IllegalArgumentException(
          "'" + text + "' is not from " + min.toMillis() + "ms to " + max.toSeconds() + "s");
    }
    return value;
  }

  private static Path folder(String text) {
    try {
      return Path.of(text);
    } catch (InvalidPathException e) {
      throw new IllegalArgumentException("'" + text + "' is no path", e);
    }
  }

  private static String rolePrefix(String text) {
    if (!ROLE_PREFIX.matcher(text).matches()) {
      throw new IllegalArgumentException("'" + text + "': use up to 20 of a-z 0-9 _");
    }
    return text;
  }
}
