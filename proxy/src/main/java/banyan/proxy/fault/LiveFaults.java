package banyan.proxy.fault;

import banyan.proxy.migration.LoggedFault;
import banyan.proxy.migration.LoggedFault.Change;
import banyan.proxy.publish.Following;
import banyan.proxy.publish.Reason;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The faults of this process. Nothing keeps them: a restart is without. What becomes of each is an
 * entry of the audit log. Any thread; requests wait for nothing.
 */
public final class LiveFaults implements AutoCloseable {
  /** Each request looks at all of them. */
  public static final int FAULTS_MAX = 32;

  /** So long an end may wait for its entry, while the audit log can be reached. */
  private static final Duration LOOK_EVERY = Duration.ofSeconds(1);

  private static final Logger LOG = LoggerFactory.getLogger(LiveFaults.class);

  private final boolean isAllowed;
  private final FaultAudit audit;
  private final InstantSource clock;
  private final Following following = new Following("banyan-faults", this::look);

  /** Held by who plants or removes, and so waits for the audit log; never by a request. */
  private final ReentrantLock changing = new ReentrantLock();

  private final Map<String, LongAdder> strikes =
      FaultKind.WORDS.stream()
          .collect(Collectors.toUnmodifiableMap(Function.identity(), _ -> new LongAdder()));
  private volatile @Nullable FaultPlan plan;

  /**
   * Without a fault.
   *
   * @param isAllowed whether any may be planted
   * @param log has each planting before it befalls anything
   * @param instance names this process in the log
   */
  public LiveFaults(boolean isAllowed, FaultLog log, String instance, InstantSource clock) {
    this.isAllowed = isAllowed;
    this.audit = new FaultAudit(log, instance);
    this.clock = clock;
  }

  /** Those of a process that takes none. */
  public static LiveFaults none() {
    return new LiveFaults(false, _ -> {}, "none", InstantSource.system());
  }

  /** Begins to write ends as they come. */
  public void start() {
    if (isAllowed) {
      following.start(LOOK_EVERY);
    }
  }

  /** Ends all of them. */
  @Override
  public void close() {
    following.close();
    active()
        .forEach(fault -> end(fault, Change.STOPPED, LoggedFault.NOBODY, fault.planted().reason()));
    audit.write();
  }

  /** What became of somebody's wish. */
  public sealed interface Outcome {
    record Done(ActiveFault fault) implements Outcome {}

    /**
     * Nothing has changed.
     *
     * @param why with the remedy
     */
    record Refused(String why) implements Outcome {}

    /** Nothing has changed: the audit log does not take the entry. */
    record Unlogged(String why) implements Outcome {}
  }

  /** What steps look at; null while nothing is planted, which is nearly always. */
  @Nullable FaultPlan plan() {
    return plan;
  }

  Instant now() {
    return clock.instant();
  }

  /** The moment at which a fault that begins now ends, in whole milliseconds. */
  public Instant endAfter(Duration time) {
    return now().plus(PlantedFault.requireTime(time)).truncatedTo(ChronoUnit.MILLIS);
  }

  /**
   * Plants a fault. Blocks until it is in the audit log.
   *
   * @param role of the token by which it is done
   */
  public Outcome add(PlantedFault fault, String role) {
    if (!isAllowed) {
      return new Outcome.Refused(
          "this process takes no faults: start it with " + FaultSettings.ALLOWED.key() + ": true");
    }
    changing.lock();
    try {
      Optional<String> refusal = refusal(fault);
      if (refusal.isPresent()) {
        return new Outcome.Refused(refusal.get());
      }
      Optional<String> unlogged = audit.plant(fault, role, now());
      return unlogged.isPresent()
          ? new Outcome.Unlogged(
              "a fault must be in the audit log, which does not take it: " + unlogged.get())
          : new Outcome.Done(enforce(new ActiveFault(fault)));
    } finally {
      changing.unlock();
    }
  }

  /**
   * Ends a fault before its time, also for requests that it befell, whether the audit log can be
   * reached or not. Blocks while it tries that.
   *
   * @param who does it; null for whoever has the role
   * @param why null for the reason of the fault itself
   */
  public Outcome remove(String name, @Nullable String who, @Nullable String why, String role) {
    changing.lock();
    try {
      forgetEnded();
      ActiveFault fault = find(name);
      if (fault == null) {
        return new Outcome.Refused("there is no fault '" + name + "'");
      }
      String reason = Objects.requireNonNullElse(why, fault.planted().reason().why());
      end(fault, Change.REMOVED, role, new Reason(Objects.requireNonNullElse(who, role), reason));
      audit.write();
      return new Outcome.Done(fault);
    } finally {
      changing.unlock();
    }
  }

  /** Those that have not ended, oldest first. */
  public List<ActiveFault> all() {
    forgetEnded();
    return active();
  }

  /** Requests that faults of a kind befell since the start; see {@link FaultKind#WORDS}. */
  long strikes(String word) {
    LongAdder counted = strikes.get(word);
    return counted == null ? 0 : counted.sum();
  }

  void struck(ActiveFault fault) {
    fault.struck();
    LongAdder counted = strikes.get(fault.planted().kind().word());
    if (counted != null) {
      counted.increment();
    }
  }

  /** So that requests are back to a null check. */
  void forgetEnded() {
    Instant now = now();
    for (ActiveFault fault : active()) {
      if (!fault.isOn(now)) {
        end(fault, Change.ENDED, LoggedFault.NOBODY, fault.planted().reason());
      }
    }
  }

  private void look() {
    try {
      forgetEnded();
      audit.write();
    } catch (RuntimeException | Error e) {
      // An exception that left here would end the schedule in silence.
      LOG.error("the ends of faults are not written", e);
    }
  }

  private Optional<String> refusal(PlantedFault fault) {
    forgetEnded();
    if (find(fault.name()) != null) {
      return Optional.of("there is a fault '" + fault.name() + "'; remove it first");
    }
    return active().size() >= FAULTS_MAX
        ? Optional.of("there are " + FAULTS_MAX + " faults; remove one first")
        : Optional.empty();
  }

  private List<ActiveFault> active() {
    FaultPlan current = plan;
    return current == null ? List.of() : current.faults();
  }

  private @Nullable ActiveFault find(String name) {
    for (ActiveFault fault : active()) {
      if (fault.planted().name().equals(name)) {
        return fault;
      }
    }
    return null;
  }

  private synchronized ActiveFault enforce(ActiveFault fault) {
    List<ActiveFault> active = new ArrayList<>(active());
    active.add(fault);
    plan = new FaultPlan(active);
    return fault;
  }

  /** Of several who see that it is over, one notes the end. */
  private synchronized void end(ActiveFault fault, Change change, String role, Reason reason) {
    List<ActiveFault> rest = active().stream().filter(other -> other != fault).toList();
    if (rest.size() == active().size()) {
      return;
    }
    fault.removed();
    plan = rest.isEmpty() ? null : new FaultPlan(rest);
    audit.ended(change, fault, role, reason, now());
  }
}
