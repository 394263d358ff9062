/** A proxy by Spring Cloud Gateway: configuration says all, the program only starts it. */
@NullMarked
package banyan.bench.gateway;

import org.jspecify.annotations.NullMarked;
