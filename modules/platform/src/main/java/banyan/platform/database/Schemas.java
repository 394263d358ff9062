package banyan.platform.database;

import banyan.wire.Secret;
import banyan.wire.Settings;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** The schemas of contexts for the command line: what is applied, and applying the rest. Blocks. */
public final class Schemas {
  private final DatabaseAddress address;
  private final Secret secret;
  private final Settings settings;
  private final List<ContextRoles> contexts;

  public Schemas(
      DatabaseAddress address, Secret secret, Collection<String> contexts, Settings settings) {
    this.address = address;
    this.secret = secret;
    this.settings = settings;
    this.contexts =
        contexts.stream().map(context -> DatabaseSettings.roles(settings, context)).toList();
  }

  /** How far each schema is; changes nothing. */
  public List<SchemaStatus> status() throws SQLException {
    List<SchemaStatus> all = new ArrayList<>();
    try (Connection admin = new Connections(address).admin()) {
      for (ContextRoles context : contexts) {
        boolean isThere = new Sql(admin).hasRole(context.owner());
        all.add(migrations(context, isThere).status());
      }
    }
    return all;
  }

  /**
   * Makes roles and schemas and migrates.
   *
   * @throws IllegalStateException naming every context that could not be brought up to date
   */
  public List<SchemaStatus> apply() throws SQLException {
    List<String> failures = new ArrayList<>();
    ConnectionShares shares =
        ConnectionShares.of(settings.get(DatabaseSettings.CONNECTIONS), contexts.size());
    try (Connection admin = new Connections(address).admin()) {
      new Preparation(secret, shares, DatabaseSettings.fence(settings))
          .run(address, admin, contexts, false, () -> false, new Failures(failures));
    }
    if (!failures.isEmpty()) {
      throw new IllegalStateException(String.join("\n", failures));
    }
    return status();
  }

  private Migrations migrations(ContextRoles context, boolean isThere) {
    Connections connections = new Connections(address);
    return new Migrations(
        isThere ? connections.owner(context.owner()) : connections.adminSource(), context);
  }

  /** Keeps what went wrong; the rest needs no telling. */
  private record Failures(List<String> failures) implements Preparation.Progress {
    @Override
    public void migrating(ContextRoles context) {}

    @Override
    public void ready(ContextRoles context) {}

    @Override
    public void broken(ContextRoles context, String reason) {
      failures.add(context.schema() + ": " + reason);
    }
  }
}
