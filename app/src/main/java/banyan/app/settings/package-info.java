/**
 * How a value reaches a setting. Flags, environment and banyan.yaml enter; checked values, or every
 * problem at once, leave. Pure but for {@code SettingsFile.read}; knows no setting of its own.
 */
@NullMarked
package banyan.app.settings;

import org.jspecify.annotations.NullMarked;
