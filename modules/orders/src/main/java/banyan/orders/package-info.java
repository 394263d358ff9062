/** What other contexts may know of orders, and ask of them. */
@NullMarked
package banyan.orders;

import org.jspecify.annotations.NullMarked;
