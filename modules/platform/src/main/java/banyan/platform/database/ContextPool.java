package banyan.platform.database;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.SQLException;
import java.time.Duration;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.SqlStatements;
import org.jdbi.v3.postgres.PostgresPlugin;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The connections of one context's login. Any thread. */
final class ContextPool implements AutoCloseable {
  private static final Duration VALIDATION_TIMEOUT = Duration.ofSeconds(1);
  private static final Duration IDLE_TIMEOUT = Duration.ofMinutes(1);
  private static final Duration LIFETIME_MAX = Duration.ofMinutes(30);
  private static final Duration KEEPALIVE = Duration.ofMinutes(2);
  private static final Logger LOG = LoggerFactory.getLogger(ContextPool.class);

  private final LoginSource source;
  private final HikariDataSource pool;
  private final Jdbi jdbi;

  ContextPool(
      String context, LoginSource source, int connectionsMax, Duration wait, Duration statement) {
    this.source = source;
    HikariConfig config = new HikariConfig();
    config.setPoolName(context);
    config.setDataSource(source);
    config.setMaximumPoolSize(connectionsMax);
    config.setMinimumIdle(0);
    // The pool opens even while the server is down; it connects on demand.
    config.setInitializationFailTimeout(-1);
    config.setConnectionTimeout(wait.toMillis());
    config.setValidationTimeout(Math.min(VALIDATION_TIMEOUT.toMillis(), wait.toMillis()));
    config.setIdleTimeout(IDLE_TIMEOUT.toMillis());
    config.setMaxLifetime(LIFETIME_MAX.toMillis());
    config.setKeepaliveTime(KEEPALIVE.toMillis());
    pool = new HikariDataSource(config);
    jdbi =
        Jdbi.create(new ConnectionTurns(pool, connectionsMax, wait))
            .installPlugin(new WithoutLargeObjects());
    jdbi.setSqlLogger(new DatabaseSpans(context));
    jdbi.getConfig(SqlStatements.class)
        .setUnusedBindingAllowed(false)
        .addCustomizer(new TimeOfRequest(statement));
  }

  Jdbi jdbi() {
    return jdbi;
  }

  int connections() {
    return pool.getHikariPoolMXBean().getTotalConnections();
  }

  void evict() {
    pool.getHikariPoolMXBean().softEvictConnections();
  }

  void cut() {
    try {
      source.cut();
    } catch (SQLException e) {
      LOG.warn("{}: connections to a silent server were not cut", pool.getPoolName(), e);
    }
  }

  @Override
  public void close() {
    pool.close();
  }

  /**
   * Large objects belong to no schema; the plugin would ask the catalogs for them, which are
   * closed.
   */
  private static final class WithoutLargeObjects extends PostgresPlugin {
    @Override
    public Handle customizeHandle(Handle handle) {
      return handle;
    }
  }
}
