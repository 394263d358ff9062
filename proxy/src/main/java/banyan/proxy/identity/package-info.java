/** Who is calling, and what the route demands of them. */
@NullMarked
package banyan.proxy.identity;

import org.jspecify.annotations.NullMarked;
