package banyan.proxy.fault;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.spi.LoggingEventBuilder;

/**
 * The faults of this process. Nothing keeps them: a restart is without. Who plants, removes or
 * outlives one is a line of the logger {@code banyan.audit}. Any thread.
 */
public final class LiveFaults {
  /** Each request looks at all of them. */
  public static final int FAULTS_MAX = 32;

  private static final Logger AUDIT = LoggerFactory.getLogger("banyan.audit");

  private final boolean isAllowed;
  private final InstantSource clock;
  private final Map<String, LongAdder> strikes =
      FaultKind.WORDS.stream()
          .collect(Collectors.toUnmodifiableMap(Function.identity(), _ -> new LongAdder()));
  private volatile @Nullable FaultPlan plan;

  /**
   * Without a fault.
   *
   * @param isAllowed whether any may be planted
   */
  public LiveFaults(boolean isAllowed, InstantSource clock) {
    this.isAllowed = isAllowed;
    this.clock = clock;
  }

  /** What became of somebody's wish. */
  public sealed interface Change {
    record Done(ActiveFault fault) implements Change {}

    /**
     * Nothing has changed.
     *
     * @param why with the remedy
     */
    record Refused(String why) implements Change {}
  }

  /** What steps look at; null while nothing is planted, which is nearly always. */
  @Nullable FaultPlan plan() {
    return plan;
  }

  Instant now() {
    return clock.instant();
  }

  /** The moment at which a fault that begins now ends. */
  public Instant endAfter(Duration time) {
    return now().plus(PlantedFault.requireTime(time));
  }

  /**
   * Plants a fault.
   *
   * @param role of the token by which it is done
   */
  public synchronized Change add(PlantedFault fault, String role) {
    if (!isAllowed) {
      return new Change.Refused(
          "this process takes no faults: start it with " + FaultSettings.ALLOWED.key() + ": true");
    }
    forgetEnded();
    List<ActiveFault> active = new ArrayList<>(active());
    if (find(fault.name()) != null) {
      return new Change.Refused("there is a fault '" + fault.name() + "'; remove it first");
    }
    if (active.size() >= FAULTS_MAX) {
      return new Change.Refused("there are " + FAULTS_MAX + " faults; remove one first");
    }
    ActiveFault added = new ActiveFault(fault);
    active.add(added);
    plan = new FaultPlan(active);
    audit(added, fault.who(), role).log("fault planted");
    return new Change.Done(added);
  }

  /** Ends a fault before its time, also for requests that it befell. */
  public synchronized Change remove(String name, String who, String role) {
    forgetEnded();
    ActiveFault fault = find(name);
    if (fault == null) {
      return new Change.Refused("there is no fault '" + name + "'");
    }
    fault.removed();
    forget(fault);
    audit(fault, who, role).log("fault removed");
    return new Change.Done(fault);
  }

  /** Those that have not ended, oldest first. */
  public synchronized List<ActiveFault> all() {
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
  synchronized void forgetEnded() {
    Instant now = now();
    for (ActiveFault fault : active()) {
      if (!fault.isOn(now)) {
        forget(fault);
        audit(fault, fault.planted().who(), "none").log("fault ended");
      }
    }
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

  private void forget(ActiveFault fault) {
    List<ActiveFault> rest = active().stream().filter(other -> other != fault).toList();
    plan = rest.isEmpty() ? null : new FaultPlan(rest);
  }

  private static LoggingEventBuilder audit(ActiveFault fault, String who, String role) {
    PlantedFault planted = fault.planted();
    return AUDIT
        .atWarn()
        .addKeyValue("fault", planted.name())
        .addKeyValue("kind", planted.kind().text())
        .addKeyValue("where", planted.scope().text())
        .addKeyValue("percent", planted.percent())
        .addKeyValue("until", planted.until().toString())
        .addKeyValue("strikes", fault.strikes())
        .addKeyValue("who", who)
        .addKeyValue("role", role)
        .addKeyValue("why", planted.why());
  }
}
