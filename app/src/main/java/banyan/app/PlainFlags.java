package banyan.app;

import banyan.wire.Setting;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The flags of a command that serves, where they are plain: known ones, each once and with a value.
 * Such a command starts without the library that parses command lines, whose classes are of a
 * format that is too old for the start-up cache: to load and check them takes a quarter of a start.
 * Whatever else is written, a question for help or a mistake, is for that library. Pure functions.
 */
final class PlainFlags {
  private static final String SIGN = "--";

  private PlainFlags() {}

  /**
   * Reads arguments.
   *
   * @param arguments the name of the command, and what stands behind it
   * @param settings those that the command reads
   * @return the given values by key, as {@link SettingFlags#given} finds them; empty where they are
   *     not plain
   */
  static Optional<Map<String, String>> read(List<String> arguments, List<Setting<?>> settings) {
    Set<String> known = new HashSet<>(Set.of(Configuration.KEY));
    settings.forEach(setting -> known.add(setting.key()));
    Map<String, String> given = new HashMap<>();
    int at = 1;
    while (at < arguments.size()) {
      String argument = arguments.get(at);
      int equals = argument.indexOf('=');
      boolean isOneWord = equals >= 0;
      boolean isCut = !isOneWord && at + 1 == arguments.size();
      if (!argument.startsWith(SIGN) || isCut) {
        return Optional.empty();
      }
      String key = argument.substring(SIGN.length(), isOneWord ? equals : argument.length());
      String value = isOneWord ? argument.substring(equals + 1) : arguments.get(at + 1);
      boolean isValue = !value.isEmpty() && !value.startsWith("-");
      if (!isValue || !known.contains(key) || given.put(key, value) != null) {
        return Optional.empty();
      }
      at += isOneWord ? 1 : 2;
    }
    return Optional.of(given);
  }
}
