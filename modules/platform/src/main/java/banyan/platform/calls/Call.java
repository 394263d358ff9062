package banyan.platform.calls;

import banyan.wire.Arrival;
import org.jspecify.annotations.Nullable;

/**
 * One call on its way.
 *
 * @param key of a command; null for a query
 * @param json the request as it was checked: its message
 */
record Call(
    CallOperation operation,
    Arrival arrival,
    @Nullable CommandKey key,
    Object request,
    byte[] json) {}
