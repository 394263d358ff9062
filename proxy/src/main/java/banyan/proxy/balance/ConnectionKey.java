package banyan.proxy.balance;

import banyan.proxy.route.Trust;
import java.net.InetAddress;
import org.jspecify.annotations.Nullable;

/**
 * What tells connections to one origin apart, so that no request takes another's: a pool belongs to
 * an origin with its key. Immutable.
 *
 * @param trust whose certificates are believed; null for the JDK's authorities
 * @param address where the origin's host is; null when the host says it itself, or is not resolved
 *     yet
 */
public record ConnectionKey(@Nullable Trust trust, @Nullable InetAddress address) {}
