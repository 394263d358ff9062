/**
 * Versions of the published document: who put which routes in force, when and why.
 *
 * <p>A document enters by the file that is followed or by the admin listener, becomes a version in
 * a {@link banyan.proxy.publish.TableStore}, and leaves as the table in force of every instance
 * ({@link banyan.proxy.publish.PublishedRoutes}).
 */
@NullMarked
package banyan.proxy.publish;

import org.jspecify.annotations.NullMarked;
