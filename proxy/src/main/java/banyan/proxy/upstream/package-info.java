/** Requests leave here for other servers, and come back. */
@NullMarked
package banyan.proxy.upstream;

import org.jspecify.annotations.NullMarked;
