package banyan.proxy.fault;

import static org.assertj.core.api.Assertions.assertThat;

import banyan.proxy.fault.LiveFaults.Outcome;
import banyan.proxy.migration.LoggedFault;
import banyan.proxy.migration.LoggedFault.Change;
import banyan.proxy.publish.Reason;
import banyan.wire.Failure;
import banyan.wire.Problem;
import banyan.wire.Problems;
import banyan.wire.Settings;
import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** Faults are off unless allowed, end by themselves, and leave a trace. */
final class LiveFaultsTest {
  private final Logger logger = (Logger) LoggerFactory.getLogger("banyan.audit");
  private final ListAppender<ILoggingEvent> lines = new ListAppender<>();
  private final List<LoggedFault> log = new ArrayList<>();
  private final AtomicReference<Instant> now =
      new AtomicReference<>(Instant.parse("2026-01-01T00:00:00.000900Z"));
  private final LiveFaults faults = new LiveFaults(true, this::write, "up-1", now::get);
  private boolean isLogAway;

  @BeforeEach
  void listen() {
    lines.start();
    logger.setLevel(Level.INFO);
    logger.setAdditive(false);
    logger.addAppender(lines);
  }

  @AfterEach
  void leave() {
    logger.detachAppender(lines);
    logger.setAdditive(true);
    logger.setLevel(null);
  }

  @Test
  void theOneSettingIsOffByDefault() {
    Settings none = new Settings(Map.of());
    assertThat(FaultSettings.all())
        .extracting(setting -> setting.key() + "=" + none.get(setting))
        .containsExactly("fault.allowed=false");
  }

  @Test
  void refusesEveryFaultUntilTheSettingAllowsThem() {
    LiveFaults off = new LiveFaults(false, this::write, "up-1", now::get);
    assertThat(off.add(fault("a"), "operator"))
        .isInstanceOfSatisfying(
            Outcome.Refused.class, refused -> assertThat(refused.why()).contains("fault.allowed"));
    assertThat(off.plan()).isNull();
    assertThat(log).isEmpty();
  }

  @Test
  void aNameIsTakenOnceAndThereAreNotTooMany() {
    for (int i = 0; i < LiveFaults.FAULTS_MAX; i++) {
      assertThat(faults.add(fault("f" + i), "operator")).isInstanceOf(Outcome.Done.class);
    }
    assertThat(faults.add(fault("f0"), "operator")).isInstanceOf(Outcome.Refused.class);
    assertThat(faults.add(fault("more"), "operator")).isInstanceOf(Outcome.Refused.class);
    assertThat(faults.remove("none", "ada", null, "operator")).isInstanceOf(Outcome.Refused.class);
    assertThat(log).hasSize(LiveFaults.FAULTS_MAX);
    faults.remove("f1", "ada", null, "operator");
    assertThat(faults.add(fault("more"), "operator")).isInstanceOf(Outcome.Done.class);
  }

  @Test
  void endsByItselfAndThenCostsNothing() {
    faults.add(fault("a"), "operator");
    assertThat(faults.plan()).isNotNull();
    pass();
    assertThat(faults.all()).isEmpty();
    assertThat(faults.plan()).isNull();
  }

  @Test
  void whatWasRemovedIsOverForRequestsUnderWay() {
    faults.add(fault("a"), "operator");
    ActiveFault fault = faults.all().getFirst();
    assertThat(fault.isOn(now.get())).isTrue();
    faults.remove("a", "ada", null, "operator");
    assertThat(fault.isOn(now.get())).isFalse();
    assertThat(faults.plan()).isNull();
  }

  @Test
  void eachChangeIsAnEntryWithWhoAndWhyAndUntilWhen() {
    faults.add(fault("a"), "operator");
    faults.struck(faults.all().getFirst());
    faults.remove("a", "bob", "enough", "admin");
    faults.add(fault("b"), "operator");
    pass();
    faults.add(fault("c"), "operator");
    faults.close();

    assertThat(log)
        .extracting(entry -> entry.change().word() + " " + entry.fault().name())
        .containsExactly(
            "planted a", "removed a", "planted b", "ended b", "planted c", "stopped c");
    LoggedFault planted = log.getFirst();
    assertThat(planted.fault())
        .isEqualTo(
            new LoggedFault.Planted(
                "a", "reset", "/a", 100, Instant.parse("2026-01-01T00:01:00.000Z")));
    assertThat(planted.reason()).isEqualTo(new Reason("ada", "a test"));
    assertThat(planted.role()).isEqualTo("operator");
    assertThat(planted.instance()).isEqualTo("up-1");
    LoggedFault removed = log.get(1);
    assertThat(removed.fault()).isEqualTo(planted.fault());
    assertThat(removed.strikes()).isEqualTo(1);
    assertThat(removed.reason()).isEqualTo(new Reason("bob", "enough"));
    assertThat(log.get(3).role()).isEqualTo(LoggedFault.NOBODY);
    assertThat(log.get(3).at()).isAfterOrEqualTo(log.get(3).fault().until());
  }

  @Test
  void eachChangeIsALineOfTheProcessesOwnLog() {
    faults.add(fault("a"), "operator");
    faults.remove("a", "bob", null, "admin");
    assertThat(lines.list)
        .extracting(ILoggingEvent::getMessage)
        .containsExactly("fault planted", "fault removed");
    assertThat(lines.list.get(1).getKeyValuePairs().toString())
        .contains("fault=\"a\"", "who=\"bob\"", "role=\"admin\"", "why=\"a test\"", "reset");
  }

  @Test
  void whatTheAuditLogDoesNotTakeBefallsNobody() {
    isLogAway = true;
    assertThat(faults.add(fault("a"), "operator"))
        .isInstanceOfSatisfying(
            Outcome.Unlogged.class, unlogged -> assertThat(unlogged.why()).contains("it is away"));
    assertThat(faults.plan()).isNull();
    assertThat(lines.list).isEmpty();
  }

  @Test
  void anEndWaitsForNobodyAndIsWrittenWhenTheLogIsBack() {
    faults.add(fault("a"), "operator");
    faults.add(fault("b"), "operator");
    isLogAway = true;
    assertThat(faults.remove("a", "bob", null, "admin")).isInstanceOf(Outcome.Done.class);
    pass();
    assertThat(faults.all()).isEmpty();
    assertThat(log).hasSize(2);

    isLogAway = false;
    faults.add(fault("a"), "operator");
    assertThat(log)
        .extracting(LoggedFault::change)
        .containsExactly(
            Change.PLANTED, Change.PLANTED, Change.REMOVED, Change.ENDED, Change.PLANTED);
  }

  private void pass() {
    now.updateAndGet(time -> time.plusSeconds(60));
  }

  private void write(LoggedFault entry) {
    if (isLogAway) {
      throw Failure.ours(Problem.of(Problems.UNAVAILABLE, "it is away"), null);
    }
    log.add(entry);
  }

  private PlantedFault fault(String name) {
    return new PlantedFault(
        name,
        FaultScope.parse("", "", "", "/a", List.of()),
        100,
        new FaultKind.Reset(),
        faults.endAfter(Duration.ofSeconds(60)),
        new Reason("ada", "a test"));
  }
}
