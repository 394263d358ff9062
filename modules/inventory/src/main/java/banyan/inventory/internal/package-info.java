/** The inventory's own code. InventoryModule wires it; endpoints, use cases and stores follow. */
@NullMarked
package banyan.inventory.internal;

import org.jspecify.annotations.NullMarked;
