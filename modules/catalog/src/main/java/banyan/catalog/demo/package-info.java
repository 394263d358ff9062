/**
 * The products that an empty catalogue is filled with for a first tour. Other contexts read here
 * what their own examples are about; no table and no call is needed for it.
 */
@NullMarked
package banyan.catalog.demo;

import org.jspecify.annotations.NullMarked;
