package banyan.proxy.retirement;

import banyan.proxy.Exchange;
import banyan.proxy.ProxyProblems;
import banyan.proxy.migration.Migration;
import banyan.proxy.migration.Side;
import banyan.proxy.migration.SideChoice;
import banyan.proxy.migration.Stage;
import banyan.proxy.publish.Following;
import banyan.proxy.route.RouteTable;
import banyan.wire.Caller;
import banyan.wire.Failure;
import java.time.Duration;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.RequestLog;
import org.eclipse.jetty.server.Response;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Counts the requests that an old side still gets, or would get, once the new one answers
 * everybody: those that fall back, that bring along what the old side minted, or that force it. A
 * request costs a look at its choice; what is counted goes to the store every {@link #EVERY}, so a
 * process that is killed loses the hits of so long. Any thread.
 */
public final class OldSideHits implements RequestLog, AutoCloseable {
  /** How often counts are written, and those of other instances read. */
  static final Duration EVERY = Duration.ofSeconds(2);

  private static final Logger LOG = LoggerFactory.getLogger(OldSideHits.class);
  private static final String FALLBACK = "fallback";

  private final HitStore store;
  private final InstantSource clock;

  /** Not written yet; a period of each migration at a time, so it has a limit. */
  private final ConcurrentMap<Period, Hits> pending = new ConcurrentHashMap<>();

  private final Following following = new Following("banyan-old-side-hits", this::tryExchange);
  private final AtomicBoolean isToldAway = new AtomicBoolean();
  private volatile Map<Period, Hits> stored = Map.of();

  public OldSideHits(HitStore store, InstantSource clock) {
    this.store = store;
    this.clock = clock;
  }

  /** Begins to write and to read. */
  public void start() {
    following.hear();
    following.start(EVERY);
  }

  /** Writes what is left. */
  @Override
  public void close() {
    following.close();
    tryExchange();
  }

  /** The hits since the last move of a migration, of all instances as far as they have told. */
  public Optional<Hits> of(Migration migration) {
    Period period = Period.of(migration);
    Hits own = pending.get(period);
    Hits known = stored.get(period);
    return known == null
        ? Optional.ofNullable(own)
        : Optional.of(own == null ? known : known.plus(own));
  }

  /** Writes what was counted and reads what others wrote; throws what the store does. */
  public synchronized void exchange() {
    Map<Period, Hits> mine = new HashMap<>(pending);
    if (!mine.isEmpty()) {
      store.add(mine);
    }
    stored = Map.copyOf(store.read());
    // Only now: counted twice for a moment is better than not at all.
    mine.forEach(
        (period, written) ->
            pending.computeIfPresent(period, (_, now) -> now.without(written.count())));
  }

  @Override
  public void log(Request request, Response response) {
    Exchange exchange = Exchange.find(request).orElse(null);
    SideChoice choice = exchange == null ? null : exchange.side();
    if (exchange == null || choice == null) {
      return;
    }
    String cause = cause(exchange, choice);
    if (cause != null) {
      count(choice.migration(), cause, route(exchange), caller(exchange));
    }
  }

  /** Counts one request. */
  void count(Migration migration, String cause, String route, String caller) {
    var hit = new Hits(1, clock.instant().truncatedTo(ChronoUnit.MILLIS), cause, route, caller);
    pending.merge(Period.of(migration), hit, Hits::plus);
  }

  private void tryExchange() {
    try {
      exchange();
      isToldAway.set(false);
    } catch (RuntimeException e) {
      if (isToldAway.compareAndSet(false, true)) {
        LOG.atWarn()
            .setCause(e)
            .log("hits on old sides are not written; they are kept and tried again");
      }
    }
  }

  /** Why it counts as a hit; null when it does not. */
  private static @Nullable String cause(Exchange exchange, SideChoice choice) {
    Stage stage = choice.migration().stage();
    if (stage != Stage.LIVE && stage != Stage.RETIRED) {
      return null;
    }
    if (choice.side() == Side.FROM) {
      return choice.cause().word();
    }
    Failure failure = exchange.failure();
    if (failure != null && failure.problem().type().equals(ProxyProblems.ARTEFACT_GONE)) {
      return SideChoice.Cause.ARTEFACT.word();
    }
    String answered = exchange.answeredBy();
    return answered == null || answered.equals(choice.migration().to()) ? null : FALLBACK;
  }

  private static String route(Exchange exchange) {
    return exchange.match() instanceof RouteTable.Match.Found found ? found.route().id() : "";
  }

  /** Who it was, for operators who must find them; never a whole address. */
  private static String caller(Exchange exchange) {
    Caller caller = exchange.caller();
    return caller == null || caller.isAnonymous()
        ? Network.of(exchange.clientAddress())
        : caller.principal();
  }
}
