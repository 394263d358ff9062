/**
 * PostgreSQL as our own child process, with data under the folder of --data.
 *
 * <p>Enters: a data folder. Leaves: a {@link banyan.platform.database.DatabaseAddress}, written to
 * {@code run/database.json} too, for the processes that attach. {@link
 * banyan.platform.database.embedded.EmbeddedServer} is the way in; the databases of the contexts
 * are next.
 *
 * <pre>
 * run/database.lock      held by the owner, an operating system's lock
 * run/database.owner     the owner's pid
 * run/database.json      address and password (0600) while the server is ready
 * run/database.port      the port of the last run
 * postgres/              the server's data
 * postgres-18.6.0/       the server's programs
 * log/postgres.log       the server's log and, in .1, the log before it
 * </pre>
 */
@NullMarked
package banyan.platform.database.embedded;

import org.jspecify.annotations.NullMarked;
