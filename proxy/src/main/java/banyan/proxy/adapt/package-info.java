/**
 * How one leg of a route translates an old contract into a new one and back: data in the document
 * of routes, applied by pure functions. In comes a message of one side, out goes the same message
 * as the other side knows it. The readers in {@code route} make adapters, the steps in {@code
 * upstream} apply them.
 */
@NullMarked
package banyan.proxy.adapt;

import org.jspecify.annotations.NullMarked;
