/** What other contexts may know of the inventory, and ask of it. */
@NullMarked
package banyan.inventory;

import org.jspecify.annotations.NullMarked;
