/**
 * Rules for the shape of the tree, as pure functions from texts to findings; TidyTest applies them.
 */
@NullMarked
package banyan.app.tidy;

import org.jspecify.annotations.NullMarked;
