/** The composition root and the command line. Main is the table of contents. */
@NullMarked
package banyan.app;

import org.jspecify.annotations.NullMarked;
