package banyan.wire;

import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One key of the configuration: declared once, beside the code that reads it.
 *
 * <p>The key {@code database.connections} is {@code --database.connections} on the command line,
 * {@code BANYAN_DATABASE_CONNECTIONS} in the environment and a nested key of {@code banyan.yaml}.
 *
 * @param key lower-case words; {@code -} inside a word, {@code .} between levels
 * @param fallback the default as a user would write it; null where none makes sense
 * @param parse turns text into the value; throws IllegalArgumentException whose message says what
 *     would be right
 * @param description one line for {@code --help} and {@code banyan settings}
 * @param isSecret shown as {@code ***}
 * @param effect when a change takes effect
 */
public record Setting<T>(
    String key,
    @Nullable String fallback,
    Function<String, T> parse,
    String description,
    boolean isSecret,
    Effect effect) {

  /** When a changed value takes effect. */
  public enum Effect {
    RESTART,
    RELOAD
  }

  public static <T> Setting<T> of(
      String key, @Nullable String fallback, Function<String, T> parse, String description) {
    return new Setting<>(key, fallback, parse, description, false, Effect.RESTART);
  }

  public Setting<T> secret() {
    return new Setting<>(key, fallback, parse, description, true, effect);
  }

  public Setting<T> reloads() {
    return new Setting<>(key, fallback, parse, description, isSecret, Effect.RELOAD);
  }

  /** {@code database.role-prefix} is {@code BANYAN_DATABASE_ROLE_PREFIX}. */
  public String environmentName() {
    return "BANYAN_" + key.toUpperCase(java.util.Locale.ROOT).replace('.', '_').replace('-', '_');
  }
}
