package banyan.app.settings;

import banyan.wire.Setting;
import banyan.wire.Settings;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Every declared setting with its value and where the value comes from. Immutable. */
public record ResolvedSettings(List<Entry> entries) {
  private static final String HIDDEN = "***";

  public ResolvedSettings {
    entries = List.copyOf(entries);
  }

  /** The values alone, for those who read them. */
  public Settings settings() {
    Map<String, Object> values = new HashMap<>();
    for (Entry entry : entries) {
      if (entry.value() != null) {
        values.put(entry.setting().key(), entry.value());
      }
    }
    return new Settings(values);
  }

  /** The value of a setting, if it has one. */
  public <T> Optional<T> find(Setting<T> setting) {
    return settings().find(setting);
  }

  /** Where the value of a setting was found. */
  public Origin origin(Setting<?> setting) {
    return entry(setting).origin();
  }

  /** Whether somebody gave the setting a value. */
  public boolean isGiven(Setting<?> setting) {
    return switch (origin(setting)) {
      case Origin.Flag _, Origin.Variable _, Origin.FileNode _ -> true;
      case Origin.Default _, Origin.Derived _ -> false;
    };
  }

  private Entry entry(Setting<?> setting) {
    return entries.stream()
        .filter(entry -> entry.setting().key().equals(setting.key()))
        .findFirst()
        .orElseThrow(() -> new NoSuchElementException("undeclared setting " + setting.key()));
  }

  /** The entries of the secrets hidden, the others as they are. */
  public List<Shown> shown() {
    List<Shown> shown = new ArrayList<>();
    for (Entry entry : entries) {
      String text = entry.text();
      if (text != null && entry.setting().isSecret()) {
        text = HIDDEN;
      }
      shown.add(new Shown(entry.setting(), text, entry.origin()));
    }
    return shown;
  }

  /**
   * One setting, its value and the value's origin.
   *
   * @param text as it was written; null without a value
   * @param value as it was parsed; null without a value
   */
  public record Entry(
      Setting<?> setting, @Nullable String text, @Nullable Object value, Origin origin) {
    @Override
    public String toString() {
      return setting.key() + "=" + (setting.isSecret() ? HIDDEN : text) + " from " + origin.place();
    }
  }

  /** One setting as it may be printed. */
  public record Shown(Setting<?> setting, @Nullable String text, Origin origin) {}
}
