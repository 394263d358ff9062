package banyan.wire;

import java.util.Map;
import java.util.Optional;

/**
 * Checked values of settings. Who makes one has parsed every value, so reading cannot fail for a
 * declared setting. Immutable.
 */
public final class Settings {
  private final Map<String, Object> values;

  /**
   * @param values by key, each what the setting's parser returned; keys without value are absent
   */
  public Settings(Map<String, Object> values) {
    this.values = Map.copyOf(values);
  }

  /** The value, or its default; throws IllegalStateException where there is neither. */
  public <T> T get(Setting<T> setting) {
    return find(setting)
        .orElseThrow(() -> new IllegalStateException("setting " + setting.key() + " has no value"));
  }

  /** The value or its default, if any. */
  @SuppressWarnings("unchecked")
  public <T> Optional<T> find(Setting<T> setting) {
    Object value = values.get(setting.key());
    if (value != null) {
      return Optional.of((T) value);
    }
    return Optional.ofNullable(setting.fallback()).map(setting.parse());
  }
}
