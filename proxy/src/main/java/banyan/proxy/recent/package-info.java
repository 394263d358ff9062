/**
 * The last requests, as far as routes look at them, and what another document would do with them.
 */
@NullMarked
package banyan.proxy.recent;

import org.jspecify.annotations.NullMarked;
