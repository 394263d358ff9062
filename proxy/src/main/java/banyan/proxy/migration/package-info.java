/**
 * Moves routes from one destination to another, one reversible step at a time.
 *
 * <p>An operator's {@link banyan.proxy.migration.Move} enters {@link
 * banyan.proxy.migration.Migrations}, becomes an entry of the audit log in a {@link
 * banyan.proxy.migration.MigrationStore}, and leaves as the {@link banyan.proxy.migration.Overlay}
 * of every instance: what the table sends to {@code from}, {@link
 * banyan.proxy.migration.SideHandler} sends to the side that stage, weight and identity tell. Who
 * answers is then the business of {@code upstream}.
 */
@NullMarked
package banyan.proxy.migration;

import org.jspecify.annotations.NullMarked;
