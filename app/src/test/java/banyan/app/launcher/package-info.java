/** The launcher script, run for real in a small tree with JDKs and a Maven that only pretend. */
@NullMarked
package banyan.app.launcher;

import org.jspecify.annotations.NullMarked;
