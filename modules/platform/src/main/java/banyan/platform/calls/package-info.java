/**
 * Calls between contexts. A context offers an exported interface ({@link
 * banyan.platform.calls.Contract}) and needs those of others; the {@link
 * banyan.platform.calls.Switchboard} connects both, in this process or through another one, by the
 * same chain and with the values of a message: what one side changes afterwards the other does not
 * see. How to write a contract is in {@code docs/calls.md}.
 */
@NullMarked
package banyan.platform.calls;

import org.jspecify.annotations.NullMarked;
