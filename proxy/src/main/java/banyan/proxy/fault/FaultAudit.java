package banyan.proxy.fault;

import banyan.proxy.migration.LoggedFault;
import banyan.proxy.migration.LoggedFault.Change;
import banyan.proxy.publish.Reason;
import banyan.wire.Failure;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells what becomes of the faults of this process: in the audit log, and in lines of the logger
 * {@code banyan.audit}. A planting is in the audit log before the fault befalls anything. An end
 * waits for nobody: its entry is kept here, in order, until the audit log has it. Any thread.
 */
final class FaultAudit {
  private static final Logger AUDIT = LoggerFactory.getLogger("banyan.audit");
  private static final Logger LOG = LoggerFactory.getLogger(FaultAudit.class);

  private final FaultLog log;
  private final String instance;

  /** So that entries are written in their order. */
  private final ReentrantLock writing = new ReentrantLock();

  /** Ends; no more than there are faults at once, since nothing is planted while there are any. */
  private final Deque<LoggedFault> unwritten = new ArrayDeque<>();

  private @Nullable String problem;

  /**
   * @param instance names this process
   */
  FaultAudit(FaultLog log, String instance) {
    this.log = log;
    this.instance = instance;
  }

  /**
   * Writes that a fault is planted, behind all that came before. Blocks.
   *
   * @return why that cannot be done; empty when the entry is written
   */
  Optional<String> plant(PlantedFault fault, String role, Instant now) {
    ActiveFault added = new ActiveFault(fault);
    writing.lock();
    try {
      writeAll();
      log.write(entry(Change.PLANTED, added, role, fault.reason(), now));
      tell(Change.PLANTED, added, fault.reason(), role);
      return Optional.empty();
    } catch (Failure e) {
      return Optional.of(e.problem().detail());
    } finally {
      writing.unlock();
    }
  }

  /** Notes an end, to be written by {@link #write}. Does not block. */
  void ended(Change change, ActiveFault fault, String role, Reason reason, Instant now) {
    tell(change, fault, reason, role);
    LoggedFault entry = entry(change, fault, role, reason, now);
    synchronized (unwritten) {
      unwritten.addLast(entry);
    }
  }

  /** Writes what the audit log does not have, oldest first; what it does not take stays. Blocks. */
  void write() {
    writing.lock();
    try {
      writeAll();
    } catch (Failure e) {
      String wrong = e.problem().detail();
      if (!wrong.equals(problem)) {
        LOG.warn("the audit log lacks the end of a fault: {}", wrong);
      }
      problem = wrong;
    } finally {
      writing.unlock();
    }
  }

  private void writeAll() {
    for (LoggedFault next = next(); next != null; next = next()) {
      log.write(next);
      synchronized (unwritten) {
        unwritten.removeFirst();
      }
    }
    problem = null;
  }

  private @Nullable LoggedFault next() {
    synchronized (unwritten) {
      return unwritten.peekFirst();
    }
  }

  private LoggedFault entry(
      Change change, ActiveFault fault, String role, Reason reason, Instant now) {
    PlantedFault planted = fault.planted();
    return new LoggedFault(
        change,
        role,
        instance,
        new LoggedFault.Planted(
            planted.name(),
            planted.kind().text(),
            planted.scope().text(),
            planted.percent(),
            planted.until()),
        fault.strikes(),
        now.truncatedTo(ChronoUnit.MILLIS),
        reason);
  }

  private static void tell(Change change, ActiveFault fault, Reason reason, String role) {
    PlantedFault planted = fault.planted();
    AUDIT
        .atWarn()
        .addKeyValue("fault", planted.name())
        .addKeyValue("kind", planted.kind().text())
        .addKeyValue("where", planted.scope().text())
        .addKeyValue("percent", planted.percent())
        .addKeyValue("until", planted.until().toString())
        .addKeyValue("strikes", fault.strikes())
        .addKeyValue("who", reason.who())
        .addKeyValue("role", role)
        .addKeyValue("why", reason.why())
        .log("fault " + change.word());
  }
}
