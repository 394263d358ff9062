package banyan.app;

import banyan.platform.database.ContextDatabase;
import banyan.platform.database.Database;
import banyan.proxy.certificate.CertificateStore;
import banyan.proxy.certificate.SignedCertificate;
import banyan.wire.Caller;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Certificates in the schema {@code proxy}, for all instances on one database. The primary key
 * decides which of two was first; the login may add and not change. Any thread; blocks.
 */
final class DatabaseCertificateStore implements CertificateStore {
  private final ContextDatabase tables;

  DatabaseCertificateStore(Database database) {
    this.tables = database.of(DatabaseTableStore.OWNER);
  }

  @Override
  public Optional<Kept> newest() {
    return one("ORDER BY number DESC LIMIT 1", Map.of());
  }

  @Override
  public Optional<Kept> find(long number) {
    return one("WHERE number = :number", Map.of("number", number));
  }

  @Override
  public Optional<Kept> newest(String migration) {
    return one(
        "WHERE migration = :migration ORDER BY number DESC LIMIT 1",
        Map.of("migration", migration));
  }

  private Optional<Kept> one(String which, Map<String, ?> bound) {
    return tables.read(
        Caller.MAIN_TENANT,
        handle ->
            handle
                .createQuery("SELECT number, file FROM certificates " + which)
                .bindMap(bound)
                .map((row, _) -> kept(row))
                .findOne());
  }

  @Override
  public List<Kept> after(long number) {
    return tables.read(
        Caller.MAIN_TENANT,
        handle ->
            handle
                .createQuery(
                    """
                    SELECT number, file FROM certificates
                    WHERE number > :number ORDER BY number LIMIT :max
                    """)
                .bind("number", number)
                .bind("max", PAGE_MAX)
                .map((row, _) -> kept(row))
                .list());
  }

  /** Waits for another who takes the same number, and then adds nothing. */
  @Override
  public boolean add(SignedCertificate certificate) {
    return tables.write(
        Caller.MAIN_TENANT,
        handle ->
            handle
                    .createUpdate(
                        """
                        INSERT INTO certificates (number, migration, file)
                        VALUES (:number, :migration, :file)
                        ON CONFLICT DO NOTHING
                        """)
                    .bind("number", certificate.number())
                    .bind("migration", certificate.certificate().migration())
                    .bind("file", certificate.bytes())
                    .execute()
                == 1);
  }

  private static Kept kept(ResultSet row) throws SQLException {
    return new Kept(row.getLong("number"), row.getBytes("file"));
  }
}
