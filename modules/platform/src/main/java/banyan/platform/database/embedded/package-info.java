/** PostgreSQL as our own child process, with data under the folder of --data. */
@NullMarked
package banyan.platform.database.embedded;

import org.jspecify.annotations.NullMarked;
