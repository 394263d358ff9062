/** A small product that breaks every wall once, to prove that each wall can fail. */
@NullMarked
package banyan.app.planted;

import org.jspecify.annotations.NullMarked;
