package banyan.proxy.shadow;

import banyan.proxy.Exchange;
import banyan.proxy.migration.Migration;
import banyan.proxy.route.Destination;
import banyan.proxy.route.RouteTable.Match;
import banyan.proxy.sampling.BehaviourClass;
import banyan.proxy.upstream.Copy;
import banyan.proxy.upstream.CopyClient;
import banyan.proxy.upstream.CopyEnd;
import banyan.wire.Caller;
import banyan.wire.Settings;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The thread that copies requests: it takes answered ones from a queue, looks at their behaviour,
 * decides, and sends. It waits for nobody: a copy for which there is no place is left out. Answers
 * to copies come on threads of the client.
 */
final class CopyWork implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(CopyWork.class);

  /** What marks a copy where nothing can be signed. */
  private static final String UNSIGNED = "copy";

  private static final Duration STOP_MAX = Duration.ofSeconds(2);

  private final Shadow.Needs needs;
  private final CopyClient client;
  private final ShadowFigures figures;
  private final CopyQueue<Answered> queue;
  private final Thread thread;

  /** By upstream: there are as many as documents have named. */
  private final Map<String, Semaphore> places = new ConcurrentHashMap<>();

  private final Semaphore placesHere;

  private final CopyPauses pauses = new CopyPauses();
  private final Governor governor;
  private final CopyBudgets budgets;
  private final Duration timeout;
  private final int concurrent;
  private final double self;
  private volatile @Nullable CopyDoor door;
  private volatile boolean isClosed;

  CopyWork(Shadow.Needs needs, CopyClient client, ShadowFigures figures, Governor governor) {
    this.needs = needs;
    this.client = client;
    this.figures = figures;
    this.governor = governor;
    Settings settings = needs.settings();
    this.queue = new CopyQueue<>(settings.get(ShadowSettings.QUEUE));
    this.placesHere = new Semaphore(settings.get(ShadowSettings.LOCAL_CONCURRENT));
    this.concurrent = settings.get(ShadowSettings.CONCURRENT);
    this.timeout = settings.get(ShadowSettings.TIMEOUT);
    this.self = settings.get(ShadowSettings.SELF);
    this.budgets =
        new CopyBudgets(
            settings.get(ShadowSettings.SHARE),
            settings.get(ShadowSettings.RATE),
            governor::perSecond);
    this.thread = Thread.ofPlatform().name("shadow").daemon().unstarted(this::run);
  }

  /** Returns its thread. */
  Thread start() {
    thread.start();
    return thread;
  }

  /** Before the first copy. */
  void door(CopyDoor way) {
    door = way;
  }

  boolean isFull() {
    return queue.isFull();
  }

  /** Whether a copy could be sent there now. */
  boolean hasPlace(Candidacy.Found found) {
    CopyPauses.Way way = new CopyPauses.Way(found.migration().name(), found.other().name());
    return places(found.other()).availablePermits() > 0
        && pauses.wouldAdmit(way, System.nanoTime());
  }

  /** Takes an answered request over; false when the queue is full. */
  boolean offer(Answered answered) {
    return !isClosed && queue.offer(answered);
  }

  @Override
  public void close() throws InterruptedException {
    isClosed = true;
    thread.interrupt();
    thread.join(STOP_MAX);
    for (Answered left = queue.poll(); left != null; left = queue.poll()) {
      left.letGo();
    }
  }

  private void run() {
    Niceness niceness = new Niceness();
    while (!isClosed) {
      try {
        Answered next = queue.take();
        try {
          // In this order: it starts a thread, which would be as nice.
          governor.begin();
          niceness.standBack();
          look(next);
        } finally {
          next.letGo();
        }
      } catch (InterruptedException _) {
        Thread.currentThread().interrupt();
        return;
      } catch (RuntimeException | OutOfMemoryError e) {
        // No descriptor, thread or byte is left: the next request may find some again.
        LOG.atError().setCause(e).log("a request was not copied");
      }
    }
  }

  private void look(Answered answered) {
    Candidacy.Found candidacy = answered.candidacy();
    Migration migration = candidacy.migration();
    BehaviourClass behaviour = Behaviour.of(answered);
    needs.sink().seen(migration, behaviour);
    Skip why = budgets.refusal(migration.name(), behaviour, System.nanoTime());
    if (why != null) {
      if (why == Skip.PROCESSOR) {
        governor.shed();
      }
      figures.skipped(migration.name(), why);
      return;
    }
    governor.copied();
    if (!send(answered, behaviour, candidacy.pairing(), candidacy.other())) {
      figures.skipped(migration.name(), Skip.BUSY);
      return;
    }
    boolean isForNoise =
        candidacy.pairing() == Pairing.FORWARD && ThreadLocalRandom.current().nextDouble() < self;
    if (isForNoise) {
      // Where there is no place, the next one teaches as much.
      var _ = send(answered, behaviour, Pairing.SELF, candidacy.same());
    }
  }

  /** Sends a copy to a side; false without a place for it. */
  private boolean send(
      Answered answered, BehaviourClass behaviour, Pairing pairing, Destination to) {
    String migration = answered.candidacy().migration().name();
    Place place = Place.of(places(to));
    if (place == null) {
      return false;
    }
    CopyPauses.Way way = new CopyPauses.Way(migration, to.name());
    if (!pauses.admits(way, System.nanoTime())) {
      place.letGo();
      return false;
    }
    answered.hold();
    var isEnded = new AtomicBoolean();
    Consumer<CopyEnd> ended =
        end -> {
          if (!isEnded.compareAndSet(false, true)) {
            return;
          }
          pauses.ended(way, went(end), System.nanoTime());
          // Before anybody hears of it, so that who does finds a place for the next one.
          place.letGo();
          try {
            CopyOutcome outcome =
                isClosed ? CopyOutcome.PREVENTED : tell(answered, behaviour, pairing, end);
            figures.copied(migration, pairing, outcome);
          } finally {
            answered.letGo();
          }
        };
    try {
      switch (to) {
        case Destination.Local _ -> sendHere(answered.copy(), place, ended);
        case Destination.Remote remote -> sendAway(answered.copy(), remote, ended);
      }
    } catch (RuntimeException | OutOfMemoryError e) {
      ended.accept(new CopyEnd.Prevented(false));
      throw e;
    }
    return true;
  }

  private Semaphore places(Destination to) {
    return switch (to) {
      case Destination.Local _ -> placesHere;
      case Destination.Remote remote -> {
        Semaphore known = places.get(remote.name());
        yield known == null
            ? places.computeIfAbsent(remote.name(), _ -> new Semaphore(concurrent))
            : known;
      }
    };
  }

  private static CopyPauses.Went went(CopyEnd end) {
    return switch (end) {
      case CopyEnd.Answered _ -> CopyPauses.Went.WELL;
      case CopyEnd.TooLong _ -> CopyPauses.Went.TOO_LONG;
      case CopyEnd.Unanswered _, CopyEnd.Prevented _ -> CopyPauses.Went.OTHERWISE;
    };
  }

  private void sendHere(Copy copy, Place place, Consumer<CopyEnd> ended) {
    CopyDoor way = Objects.requireNonNull(door, "local code is reached by the door");
    Runnable prevented = () -> ended.accept(new CopyEnd.Prevented(false));
    String key = way.expect(copy, timeout, place, prevented);
    try {
      client.sendHere(
          copy,
          way.transport(),
          key,
          end -> {
            way.forget(key);
            ended.accept(end);
          });
    } catch (RuntimeException | OutOfMemoryError e) {
      way.forget(key);
      throw e;
    }
  }

  /** What the side is told of the caller is what it would be told by the request itself. */
  private void sendAway(Copy copy, Destination.Remote to, Consumer<CopyEnd> ended) {
    Exchange exchange = copy.exchange();
    Match.Found found = exchange.match() instanceof Match.Found known ? known : null;
    boolean isDeclared = found != null && found.declared() != null;
    String owner = found == null ? to.name() : found.owner();
    Caller caller = exchange.caller() == null ? Caller.anonymous() : exchange.caller();
    String signed = isDeclared ? needs.identities().sign(caller, owner).orElse(null) : null;
    String mark = needs.identities().markCopy(owner).orElse(UNSIGNED);
    client.send(copy, to, signed, mark, ended);
  }

  private CopyOutcome tell(
      Answered answered, BehaviourClass behaviour, Pairing pairing, CopyEnd end) {
    ShadowPair pair = Pairs.of(answered, behaviour, pairing, end);
    boolean isPrevented = end instanceof CopyEnd.Prevented;
    if (!isPrevented && (pair == null || !needs.sink().take(pair))) {
      return CopyOutcome.UNCOMPARED;
    }
    return switch (end) {
      case CopyEnd.Answered _ -> CopyOutcome.ANSWERED;
      case CopyEnd.TooLong _ -> CopyOutcome.LARGE;
      case CopyEnd.Unanswered _ -> CopyOutcome.FAILED;
      case CopyEnd.Prevented _ -> CopyOutcome.PREVENTED;
    };
  }
}
