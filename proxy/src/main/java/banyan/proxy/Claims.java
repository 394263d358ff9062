package banyan.proxy;

import org.jspecify.annotations.Nullable;

/**
 * The internal fields that a request brings along, unverified. They travel beside the request,
 * since they are removed from the request itself.
 *
 * @param caller the value of {@code Banyan-Caller}; null when there was none
 * @param call what it brings along when it claims to be a call; null when it does not
 * @param shadow the value of {@code Banyan-Shadow}; null when there was none
 */
public record Claims(@Nullable String caller, @Nullable ClaimedCall call, @Nullable String shadow) {
  static final Claims NONE = new Claims(null, null, null);
}
