package banyan.platform;

import banyan.platform.database.ContextDatabase;
import banyan.wire.Settings;
import java.time.InstantSource;

/**
 * What one context is given to stand on.
 *
 * @param database the context's own schema; usable from the start, refuses while it is unavailable
 */
public record Ground(ContextDatabase database, Settings settings, InstantSource clock) {}
