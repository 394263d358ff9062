/** The contract between a bounded context and the composition root. */
@NullMarked
package banyan.platform;

import org.jspecify.annotations.NullMarked;
