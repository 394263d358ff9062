package banyan.platform.database;

import java.util.List;

/**
 * How far a schema is migrated.
 *
 * @param owner the context
 * @param version the newest applied version; empty before the first
 * @param pending file names of migrations not yet applied, in order
 */
public record SchemaStatus(String owner, String version, List<String> pending) {
  public SchemaStatus {
    pending = List.copyOf(pending);
  }
}
