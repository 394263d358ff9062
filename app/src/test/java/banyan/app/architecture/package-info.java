/** The walls that the compiler cannot see, as rules over bytecode and module declarations. */
@NullMarked
package banyan.app.architecture;

import org.jspecify.annotations.NullMarked;
