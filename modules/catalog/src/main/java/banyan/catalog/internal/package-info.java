/** The catalogue's own code. CatalogModule wires it; endpoints, use cases and stores follow. */
@NullMarked
package banyan.catalog.internal;

import org.jspecify.annotations.NullMarked;
