package banyan.app;

import banyan.platform.database.DatabaseSettings;
import banyan.platform.database.SecretFile;
import banyan.wire.Caller;
import banyan.wire.CallerTokens;
import banyan.wire.Secret;
import banyan.wire.SettingParsers;
import banyan.wire.Settings;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code banyan token}: makes a bearer token and prints nothing else. */
final class TokenCommand implements Command {
  static final Duration TTL_MAX = Duration.ofDays(30);

  /** {@code catalog:write}; {@code *} is every right. */
  private static final Pattern RIGHT = Pattern.compile("[a-z][a-z0-9-]*:[a-z][a-z0-9-]*|\\*");

  private final Surroundings surroundings;
  private final Configuration configuration;

  TokenCommand(Surroundings surroundings, Configuration configuration) {
    this.surroundings = surroundings;
    this.configuration = configuration;
  }

  @Override
  public CommandSpec spec() {
    CommandSpec spec =
        CommandForm.of(
            this,
            "token",
            "Print a signed bearer token for a client, made with the secret that 'up' uses.",
            "banyan token --user ada --rights catalog:write",
            "curl -H \"Authorization: Bearer $(banyan token --user ada --rights '*' --ttl 10m)\" …");
    spec.addOption(CommandForm.valueOption("--user", "NAME", "who the token speaks for; needed"));
    spec.addOption(
        CommandForm.valueOption("--tenant", "NAME", "whose data it may touch (default main)"));
    spec.addOption(
        CommandForm.valueOption(
            "--rights",
            "RIGHT,…",
            "what it may do, such as catalog:write, or * (default nothing)"));
    spec.addOption(
        CommandForm.valueOption(
            "--ttl", "DURATION", "how long it is valid, 30d at most (default 1h)"));
    spec.addOption(Configuration.option());
    SettingFlags.addTo(spec, List.of(AppSettings.DATA, DatabaseSettings.SECRET));
    return spec;
  }

  @Override
  public ExitCode run(ParseResult given) {
    Caller caller = caller(given);
    Duration ttl = ttl(given.matchedOptionValue("--ttl", "1h"));
    Secret secret = secret(configuration.load(given).settings());
    CallerTokens tokens = new CallerTokens(secret, CallerTokens.BEARER, surroundings.clock());
    surroundings.out().println(tokens.sign(caller, ttl));
    return ExitCode.WELL;
  }

  private Secret secret(Settings settings) {
    Path data = surroundings.folder().resolve(settings.get(AppSettings.DATA));
    try {
      return SecretFile.read(settings, data);
    } catch (IllegalArgumentException e) {
      throw CommandFailure.usage(String.valueOf(e.getMessage()));
    } catch (UncheckedIOException e) {
      throw CommandFailure.failed(e.getMessage() + ": " + e.getCause(), e);
    }
  }

  private static Caller caller(ParseResult given) {
    String user = given.matchedOptionValue("--user", "");
    if (user.isBlank() || user.chars().anyMatch(Character::isISOControl)) {
      throw CommandFailure.usage("--user: say who the token speaks for, such as --user ada");
    }
    if (user.equals(Caller.ANONYMOUS)) {
      throw CommandFailure.usage(
          "--user: " + user + " is what a request without a token is called");
    }
    String tenant = given.matchedOptionValue("--tenant", Caller.MAIN_TENANT);
    Set<String> rights = rights(given.matchedOptionValue("--rights", ""));
    try {
      return new Caller(tenant, user, rights);
    } catch (IllegalArgumentException e) {
      throw CommandFailure.usage("--" + e.getMessage());
    }
  }

  private static Set<String> rights(String text) {
    Set<String> rights =
        Arrays.stream(text.split(","))
            .map(String::strip)
            .filter(right -> !right.isEmpty())
            .collect(Collectors.toCollection(LinkedHashSet::new));
    for (String right : rights) {
      if (!RIGHT.matcher(right).matches()) {
        throw CommandFailure.usage(
            "--rights: '" + right + "' is no right; write context:right, such as catalog:write");
      }
    }
    return rights;
  }

  private static Duration ttl(String text) {
    try {
      Duration ttl = SettingParsers.duration(text);
      if (!ttl.isZero() && ttl.compareTo(TTL_MAX) <= 0) {
        return ttl;
      }
    } catch (IllegalArgumentException e) {
      throw CommandFailure.usage("--ttl: " + e.getMessage());
    }
    throw CommandFailure.usage("--ttl: " + text + " is not within 1ms and 30d");
  }
}
