package banyan.proxy.parity;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One difference as it was found, for people. Credentials are left out ({@link Redaction}).
 *
 * @param request method, path and the names of the parameters
 * @param from what the old side said there; null where the kind has no such value
 * @param to what the new one said; null as well
 * @param why what makes it no benign difference; may be empty
 */
record Sample(
    Instant when, String request, @Nullable String from, @Nullable String to, String why) {}
