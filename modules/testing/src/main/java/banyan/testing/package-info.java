/** Real parts for tests. No mocks and no sleeps. */
@NullMarked
package banyan.testing;

import org.jspecify.annotations.NullMarked;
