package banyan.platform.database;

import banyan.wire.Secret;
import banyan.wire.Settings;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The databases of this process's contexts. It starts at once and never keeps its caller: a thread
 * of its own connects, makes roles and schemas, migrates, and opens each context; it does the same
 * again after the server was lost. Meanwhile transactions are refused with a Failure of {@code
 * unavailable}. Any thread.
 */
public final class Database implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Database.class);
  private static final Duration RETRY_MIN = Duration.ofMillis(100);
  private static final Duration RETRY_MAX = Duration.ofSeconds(2);
  private static final Duration PROBE_INTERVAL = Duration.ofSeconds(2);
  private static final Duration PROBE_TIMEOUT = Duration.ofSeconds(2);
  private static final Duration BROKEN_RETRY = Duration.ofSeconds(30);
  private static final Duration CLOSE_WAIT_MAX = Duration.ofSeconds(10);

  private final Supplier<DatabaseAddress> address;
  private final Secret secret;
  private final Settings settings;
  private final Set<String> others;
  private final ConnectionShares shares;
  private final Preparation preparation;
  private final Map<String, ContextSlot> slots = new LinkedHashMap<>();
  private final Signal signal = new Signal();
  private final CompletableFuture<String> shortageAtStart = new CompletableFuture<>();
  private final Listening listening = new Listening(this::listeningConnection);
  private final Thread thread;

  /** When the server last did as it was asked; the thread's own. */
  private long lastAnswer = System.nanoTime();

  private Database(
      Supplier<DatabaseAddress> address,
      Secret secret,
      Collection<String> contexts,
      Collection<String> others,
      Settings settings) {
    this.address = address;
    this.secret = secret;
    this.settings = settings;
    this.others = Set.copyOf(others);
    this.shares =
        ConnectionShares.of(
            settings.get(DatabaseSettings.CONNECTIONS), contexts.size(), others.size());
    this.preparation = new Preparation(secret, DatabaseSettings.fence(settings));
    Outage outage = new Outage(signal::suspect);
    for (String owner : Stream.concat(others.stream(), contexts.stream()).toList()) {
      ContextRoles roles = DatabaseSettings.roles(settings, owner);
      slots.put(owner, new ContextSlot(roles, TransactionLimits.of(settings), outage));
    }
    this.thread = Thread.ofPlatform().daemon().name("banyan-database").unstarted(this::serve);
  }

  /**
   * Starts the databases of {@code contexts}.
   *
   * @param address of the administrator; asked anew for each attempt, may throw while the server
   *     has none
   * @throws IllegalArgumentException when {@code database.connections} is too few
   */
  public static Database start(
      Supplier<DatabaseAddress> address,
      Secret secret,
      Collection<String> contexts,
      Settings settings) {
    return start(address, secret, contexts, List.of(), settings);
  }

  /**
   * As {@link #start(Supplier, Secret, Collection, Settings)}, with schemas that belong to no
   * context: each has its roles, its migrations, and one connection.
   *
   * @param others the owners of such schemas; they are prepared first
   */
  public static Database start(
      Supplier<DatabaseAddress> address,
      Secret secret,
      Collection<String> contexts,
      Collection<String> others,
      Settings settings) {
    Database database = new Database(address, secret, contexts, others, settings);
    database.thread.start();
    return database;
  }

  /** The context's transactions; refused while the context is not ready. */
  public ContextDatabase of(String context) {
    return slot(context).transactions();
  }

  public ContextState state(String context) {
    return slot(context).state();
  }

  /** The state of every context, in the order of the start. */
  public Map<String, ContextState> states() {
    Map<String, ContextState> states = new LinkedHashMap<>();
    slots.forEach((name, slot) -> states.put(name, slot.state()));
    return states;
  }

  /**
   * Told once, after the first attempt to reach the server: what is wrong when that has too few
   * connections left for this process, with the sum and what to do; empty when it has enough, or
   * was not there. Found later, the same keeps the contexts waiting and is in their state.
   */
  public CompletableFuture<String> shortageAtStart() {
    return shortageAtStart.copy();
  }

  /** Runs {@code work} once, when the context is ready the first time, on a thread of its own. */
  public void whenReady(String context, Runnable work) {
    slot(context).whenReady(work);
  }

  /**
   * Runs {@code heard} whenever somebody notifies {@code channel}, and whenever a notification may
   * have been missed: after each connect. It runs on the one thread that listens, so it returns
   * soon. Nothing is told that was before the first context is ready.
   */
  public void listen(String channel, Runnable heard) {
    listening.on(channel, heard);
  }

  /** Stops trying and closes all connections; transactions that run lose theirs. */
  @Override
  public void close() {
    signal.close();
    listening.close();
    try {
      if (!thread.join(CLOSE_WAIT_MAX)) {
        LOG.warn("the thread of the database is still at work; it ends with the process");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    slots.values().forEach(ContextSlot::close);
  }

  private ContextSlot slot(String context) {
    ContextSlot slot = slots.get(context);
    if (slot == null) {
      throw new IllegalArgumentException(
          "context '" + context + "' is not one of " + slots.keySet());
    }
    return slot;
  }

  private void serve() {
    Duration wait = RETRY_MIN;
    while (!signal.isClosed()) {
      try {
        DatabaseAddress current = address.get();
        try (Connection admin = new Connections(current).admin()) {
          refuseShortage(admin);
          prepare(current, admin);
          wait = RETRY_MIN;
          lastAnswer = System.nanoTime();
          watch(admin);
        }
      } catch (SQLException | RuntimeException e) {
        lose(e);
      }
      signal.pause(wait);
      wait = wait.multipliedBy(2).compareTo(RETRY_MAX) < 0 ? wait.multipliedBy(2) : RETRY_MAX;
    }
  }

  /** Connections that the next statement would not get are no reason to fail one by one later. */
  private void refuseShortage(Connection admin) throws SQLException {
    int pools = slots.values().stream().mapToInt(ContextSlot::connections).sum();
    int own = 1 + listening.connections() + pools;
    String shortage = shares.shortage(ServerConnections.of(new Sql(admin), own));
    shortageAtStart.complete(shortage);
    if (!shortage.isEmpty()) {
      throw new IllegalStateException(shortage);
    }
  }

  /** As the first login that is ready: to listen takes no right but to connect. */
  private Connection listeningConnection() throws SQLException {
    for (ContextSlot slot : slots.values()) {
      if (slot.state().isReady()) {
        return new Connections(address.get()).listener(slot.roles(), secret).getConnection();
      }
    }
    throw new IllegalStateException("no login is ready");
  }

  private void prepare(DatabaseAddress current, Connection admin) throws SQLException {
    preparation.run(
        current,
        admin,
        slots.values().stream().map(ContextSlot::roles).toList(),
        signal.takeLoginRefused(),
        signal::isClosed,
        new Opening(current));
  }

  /** Returns when the server is lost, a login was refused, or a broken context may be mended. */
  private void watch(Connection admin) throws SQLException {
    long start = System.nanoTime();
    while (!signal.isClosed()) {
      signal.pause(PROBE_INTERVAL);
      if (!admin.isValid((int) PROBE_TIMEOUT.toSeconds()) || signal.isLoginRefused()) {
        return;
      }
      lastAnswer = System.nanoTime();
      boolean hasBroken = slots.values().stream().anyMatch(ContextSlot::isBroken);
      if (hasBroken && System.nanoTime() - start > BROKEN_RETRY.toNanos()) {
        return;
      }
    }
  }

  private void lose(Exception cause) {
    shortageAtStart.complete("");
    String reason = cause.getMessage() == null ? cause.toString() : cause.getMessage();
    boolean isSilent = System.nanoTime() - lastAnswer > Connections.SOCKET_TIMEOUT.toNanos();
    for (ContextSlot slot : slots.values()) {
      slot.become(new ContextState.Waiting(reason));
      slot.evictConnections();
      if (isSilent) {
        slot.cutConnections();
      }
    }
  }

  /** Opens the pool of each context that is prepared. */
  private final class Opening implements Preparation.Progress {
    private final DatabaseAddress current;

    Opening(DatabaseAddress current) {
      this.current = current;
    }

    @Override
    public void migrating(ContextRoles context) {
      slot(context.schema()).becomeUnlessReady(new ContextState.Migrating());
    }

    @Override
    public void ready(ContextRoles context) {
      ContextSlot slot = slot(context.schema());
      slot.openPool(current, () -> pool(context));
      slot.become(new ContextState.Ready());
    }

    @Override
    public void broken(ContextRoles context, String reason) {
      slot(context.schema()).become(new ContextState.Broken(reason));
    }

    private ContextPool pool(ContextRoles context) {
      return new ContextPool(
          context.schema(),
          new Connections(current).login(context, secret),
          others.contains(context.schema()) ? 1 : shares.perContext(),
          settings.get(DatabaseSettings.POOL_WAIT),
          settings.get(DatabaseSettings.STATEMENT_TIMEOUT));
    }
  }
}
