/** A context's own schema, login and pool; the server below them. */
@NullMarked
package banyan.platform.database;

import org.jspecify.annotations.NullMarked;
