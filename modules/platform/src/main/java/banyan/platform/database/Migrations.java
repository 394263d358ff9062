package banyan.platform.database;

import java.util.Arrays;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.MigrationInfoService;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.flywaydb.database.postgresql.PostgreSQLConfigurationExtension;

/**
 * One context's migrations: {@code migrations/<context>/V<nnn>__<what>.sql} on the class path, run
 * as the context's owner, with a history in the context's own schema.
 */
final class Migrations {
  /** Flyway's table in each context's schema. */
  static final String HISTORY = "schema_history";

  private final ContextRoles roles;
  private final Flyway flyway;

  /**
   * @param owner connections that act as the context's owner
   */
  Migrations(DataSource owner, ContextRoles roles) {
    this.roles = roles;
    FluentConfiguration configuration =
        Flyway.configure(Migrations.class.getClassLoader())
            .dataSource(owner)
            .schemas(roles.schema())
            .defaultSchema(roles.schema())
            .createSchemas(false)
            .table(HISTORY)
            .locations("classpath:migrations/" + roles.schema())
            .failOnMissingLocations(true)
            .validateMigrationNaming(true)
            .placeholderReplacement(false)
            .cleanDisabled(true)
            .loggers("slf4j");
    // A lock held by a transaction would make CREATE INDEX CONCURRENTLY wait for itself.
    configuration
        .getConfigurationExtension(PostgreSQLConfigurationExtension.class)
        .setTransactionalLock(false);
    flyway = configuration.load();
  }

  void migrate() {
    flyway.migrate();
  }

  SchemaStatus status() {
    MigrationInfoService migrations = flyway.info();
    MigrationInfo current = migrations.current();
    return new SchemaStatus(
        roles.schema(),
        current == null || current.getVersion() == null ? "" : current.getVersion().getVersion(),
        Arrays.stream(migrations.pending()).map(MigrationInfo::getScript).toList());
  }
}
