package banyan.app.settings;

import banyan.wire.Setting;
import banyan.wire.Settings;
import java.util.function.Function;

/**
 * A default that follows from other settings, used when nobody gave a value.
 *
 * @param setting declared without a default of its own
 * @param value from the settings given and their plain defaults, as a user would write it
 * @param rule a few words for {@code banyan settings}, such as {@code port + 1}
 */
public record DerivedDefault(Setting<?> setting, Function<Settings, String> value, String rule) {}
