/**
 * When the old side of a migration may go. In come the requests that it still gets once the new
 * side answers everybody, and what copies of requests show of it; out go the figures that {@code
 * migration show} tells, the word whether going back is safe, and the evidence that retiring
 * demands.
 */
@NullMarked
package banyan.proxy.retirement;

import org.jspecify.annotations.NullMarked;
