package banyan.proxy.balance;

import java.net.URI;

/**
 * Where an attempt may go that nobody counts.
 *
 * @param origin scheme, host and port
 * @param connectionKey which connections to the origin are the right ones
 */
public record Aim(URI origin, ConnectionKey connectionKey) {}
