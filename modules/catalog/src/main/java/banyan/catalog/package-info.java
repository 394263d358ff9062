/** What other contexts may know of the catalogue. */
@NullMarked
package banyan.catalog;

import org.jspecify.annotations.NullMarked;
