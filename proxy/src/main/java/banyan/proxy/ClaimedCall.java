package banyan.proxy;

import org.jspecify.annotations.Nullable;

/**
 * The internal fields of a call between contexts, unverified.
 *
 * @param signature the value of {@code Banyan-Call}
 * @param millisLeft the value of {@code Banyan-Deadline}; null when there was none
 */
public record ClaimedCall(String signature, @Nullable String millisLeft) {}
