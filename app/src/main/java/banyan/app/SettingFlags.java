package banyan.app;

import banyan.wire.Setting;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/** The flag that every declared setting has on the commands that read it. */
final class SettingFlags {
  private SettingFlags() {}

  static void addTo(CommandSpec spec, List<Setting<?>> settings) {
    settings.forEach(setting -> spec.addOption(option(setting)));
  }

  /** What the user gave, by key. */
  static Map<String, String> given(ParseResult parsed) {
    Map<String, String> given = new HashMap<>();
    for (OptionSpec option : parsed.matchedOptions()) {
      if (option.getValue() instanceof String value) {
        given.put(option.longestName().substring(2), value);
      }
    }
    return given;
  }

  private static OptionSpec option(Setting<?> setting) {
    OptionSpec.Builder option =
        OptionSpec.builder(name(setting)).type(String.class).description(description(setting));
    return isSwitch(setting)
        ? option.paramLabel("true|false").arity("0..1").fallbackValue("true").build()
        : option.paramLabel(label(setting)).arity("1").build();
  }

  static String name(Setting<?> setting) {
    return "--" + setting.key();
  }

  private static String label(Setting<?> setting) {
    String key = setting.key().toUpperCase(Locale.ROOT);
    return key.substring(Math.max(key.lastIndexOf('.'), key.lastIndexOf('-')) + 1);
  }

  private static String description(Setting<?> setting) {
    StringBuilder text = new StringBuilder(sentence(setting));
    String fallback = DeclaredSettings.defaultText(setting);
    if (!fallback.isEmpty()) {
      text.append(" (default ").append(fallback).append(')');
    }
    if (setting.isSecret()) {
      text.append("; better ")
          .append(setting.environmentName())
          .append(": other users can see a command line");
    }
    return text.toString().replace("%", "%%");
  }

  /** The description, begun with a capital: the declarations come from many hands. */
  static String sentence(Setting<?> setting) {
    String text = setting.description();
    return text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1);
  }

  /** A setting that takes true and false, and not any word, may stand without a value. */
  private static boolean isSwitch(Setting<?> setting) {
    return takes(setting, "true") && takes(setting, "false") && !takes(setting, "neither");
  }

  private static boolean takes(Setting<?> setting, String text) {
    try {
      Object _ = setting.parse().apply(text);
      return true;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }
}
