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

  /**
   * How far each schema is; changes nothing.
   *
   * @throws IllegalStateException naming a role that is there and that we may not act as
   */
  public List<SchemaStatus> status() throws SQLException {
    List<SchemaStatus> all = new ArrayList<>();
    try (Connection admin = new Connections(address).admin()) {
      for (ContextRoles context : contexts) {
        all.add(migrations(context, isOurs(new Sql(admin), context.owner())).status());
      }
    }
    return all;
  }

  /** Whether the role is there; one that is not may still be made. */
  private static boolean isOurs(Sql admin, String owner) throws SQLException {
    if (!admin.hasRole(owner)) {
      return false;
    }
    if (!Provisioning.mayActAs(admin, owner)) {
      throw new IllegalStateException(Provisioning.notOurs(owner).getMessage());
    }
    return true;
  }

  /**
   * Makes roles and schemas and migrates.
   *
   * @throws IllegalStateException naming every context that could not be brought up to date
   */
  public List<SchemaStatus> apply() throws SQLException {
    List<String> failures = new ArrayList<>();
    try (Connection admin = new Connections(address).admin()) {
      new Preparation(secret, DatabaseSettings.fence(settings))
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
