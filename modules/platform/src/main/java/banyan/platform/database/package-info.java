/**
 * A context's own schema, login and pool; the server below them.
 *
 * <p>{@link banyan.platform.database.Database} enters with the administrator's address and leaves
 * one {@link banyan.platform.database.ContextDatabase} per context. On the way lie {@code
 * Preparation} (what happens before a context is open), {@code Provisioning} (schema and roles),
 * {@code CatalogFence} (what PUBLIC loses), {@code Migrations} and {@code SchemaRules}.
 *
 * <p>A context's migrations are {@code migrations/<context>/V<nnn>__<what>.sql} on the class path.
 * A table in them looks like this; what it lacks is named when the context refuses to open:
 *
 * <pre>{@code
 * CREATE TABLE notes (
 *   tenant_id text NOT NULL DEFAULT current_setting('banyan.tenant'),
 *   id        uuid NOT NULL,
 *   PRIMARY KEY (tenant_id, id)
 * );
 * ALTER TABLE notes ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
 * CREATE POLICY tenant ON notes USING (tenant_id = current_setting('banyan.tenant', true));
 * }</pre>
 *
 * <p>Rows that belong to no tenant: {@code COMMENT ON TABLE rates IS 'shared by all tenants: why'}.
 *
 * <p>An existing server is PostgreSQL 15 or newer. Its administrator's login needs
 *
 * <pre>{@code
 * CREATE ROLE banyan LOGIN CREATEROLE PASSWORD '…';
 * GRANT CREATE ON DATABASE shop TO banyan;
 * }</pre>
 *
 * <p>and, where PUBLIC may not connect to the database, {@code GRANT CONNECT ON DATABASE shop TO
 * banyan WITH GRANT OPTION}. With {@code database.exclusive} it must own the database; only a
 * superuser can close the catalogs as well.
 */
@NullMarked
package banyan.platform.database;

import org.jspecify.annotations.NullMarked;
