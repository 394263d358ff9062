/** The request path. Gateway knows the order of its steps; each step is a room of its own below. */
@NullMarked
package banyan.proxy;

import org.jspecify.annotations.NullMarked;
