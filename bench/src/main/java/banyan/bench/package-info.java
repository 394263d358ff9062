/**
 * Measures what a request costs our process beside other programs: options enter, a table and JSON
 * leave. Nothing of the product depends on it.
 */
@NullMarked
package banyan.bench;

import org.jspecify.annotations.NullMarked;
