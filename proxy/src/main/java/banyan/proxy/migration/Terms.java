package banyan.proxy.migration;

import banyan.wire.Setting;
import banyan.wire.Settings;
import banyan.wire.Suggestion;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The settings that a migration has of its own, in place of those of the process that is asked:
 * what its gate tolerates, and what is demanded before its old side may go. Part of the migration,
 * so that they are the same on every instance and stand in the audit log. Immutable.
 *
 * @param values by key, as an operator wrote them
 */
public record Terms(SortedMap<String, String> values) {
  /** Of a migration that has none, and of one that was written before there were any. */
  public static final Terms NONE = new Terms(new TreeMap<>());

  private static final Pattern TERM = Pattern.compile("([a-z0-9.-]{1,100})=(.{1,100})");

  public Terms {
    values = Collections.unmodifiableSortedMap(new TreeMap<>(values));
  }

  /**
   * Reads {@code gate.error-ratio=3}; throws IllegalArgumentException that says what would be
   * right.
   *
   * @param allowed the settings of which a migration may have its own
   */
  public static Terms parse(List<String> texts, List<Setting<?>> allowed) {
    SortedMap<String, String> values = new TreeMap<>();
    for (String text : texts) {
      Matcher term = TERM.matcher(text.strip());
      if (!term.matches()) {
        throw new IllegalArgumentException(
            "setting '" + text + "': write a key and a value, such as gate.error-ratio=3");
      }
      check(term.group(1), term.group(2), allowed);
      if (values.put(term.group(1), term.group(2)) != null) {
        throw new IllegalArgumentException("setting '" + term.group(1) + "' is given twice");
      }
    }
    return new Terms(values);
  }

  /** The migration's own value, or that of the process. */
  public <T> T get(Setting<T> setting, Settings process) {
    String own = values.get(setting.key());
    try {
      return own == null ? process.get(setting) : setting.parse().apply(own);
    } catch (IllegalArgumentException e) {
      // Written by a version that takes more. One migration must not stop the gates of all.
      return process.get(setting);
    }
  }

  private static void check(String key, String value, List<Setting<?>> allowed) {
    Setting<?> setting =
        allowed.stream().filter(each -> each.key().equals(key)).findFirst().orElse(null);
    if (setting == null) {
      List<String> keys = allowed.stream().map(Setting::key).toList();
      throw new IllegalArgumentException(
          "setting '%s' is not one that a migration may have its own of; there are %s%s"
              .formatted(key, String.join(", ", keys), Suggestion.clause(key, keys)));
    }
    try {
      var _ = setting.parse().apply(value);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("setting '" + key + "': " + e.getMessage(), e);
    }
  }
}
