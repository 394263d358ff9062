/**
 * The words that the proxy, the platform and the contexts share. Nothing of ours lies below this
 * package: it may be read first, and everything else may use it.
 */
@NullMarked
package banyan.wire;

import org.jspecify.annotations.NullMarked;
