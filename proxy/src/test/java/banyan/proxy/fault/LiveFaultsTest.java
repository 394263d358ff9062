package banyan.proxy.fault;

import static org.assertj.core.api.Assertions.assertThat;

import banyan.proxy.fault.LiveFaults.Change;
import banyan.wire.Settings;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.time.Duration;
import java.time.Instant;
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
  private final AtomicReference<Instant> now =
      new AtomicReference<>(Instant.parse("2026-01-01T00:00:00Z"));
  private final LiveFaults faults = new LiveFaults(true, now::get);

  @BeforeEach
  void listen() {
    lines.start();
    logger.setAdditive(false);
    logger.addAppender(lines);
  }

  @AfterEach
  void leave() {
    logger.detachAppender(lines);
    logger.setAdditive(true);
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
    LiveFaults off = new LiveFaults(false, now::get);
    assertThat(off.add(fault("a"), "operator"))
        .isInstanceOfSatisfying(
            Change.Refused.class, refused -> assertThat(refused.why()).contains("fault.allowed"));
    assertThat(off.plan()).isNull();
    assertThat(lines.list).isEmpty();
  }

  @Test
  void aNameIsTakenOnceAndThereAreNotTooMany() {
    for (int i = 0; i < LiveFaults.FAULTS_MAX; i++) {
      assertThat(faults.add(fault("f" + i), "operator")).isInstanceOf(Change.Done.class);
    }
    assertThat(faults.add(fault("f0"), "operator")).isInstanceOf(Change.Refused.class);
    assertThat(faults.add(fault("more"), "operator")).isInstanceOf(Change.Refused.class);
    assertThat(faults.remove("none", "ada", "operator")).isInstanceOf(Change.Refused.class);
    faults.remove("f1", "ada", "operator");
    assertThat(faults.add(fault("more"), "operator")).isInstanceOf(Change.Done.class);
  }

  @Test
  void endsByItselfAndThenCostsNothing() {
    faults.add(fault("a"), "operator");
    assertThat(faults.plan()).isNotNull();
    now.updateAndGet(time -> time.plusSeconds(60));
    assertThat(faults.all()).isEmpty();
    assertThat(faults.plan()).isNull();
  }

  @Test
  void whatWasRemovedIsOverForRequestsUnderWay() {
    faults.add(fault("a"), "operator");
    ActiveFault fault = faults.all().getFirst();
    assertThat(fault.isOn(now.get())).isTrue();
    faults.remove("a", "ada", "operator");
    assertThat(fault.isOn(now.get())).isFalse();
    assertThat(faults.plan()).isNull();
  }

  @Test
  void eachChangeIsALineWithWhoAndWhy() {
    faults.add(fault("a"), "operator");
    faults.remove("a", "bob", "admin");
    faults.add(fault("b"), "operator");
    now.updateAndGet(time -> time.plusSeconds(60));
    assertThat(faults.all()).isEmpty();
    assertThat(lines.list)
        .extracting(ILoggingEvent::getMessage)
        .containsExactly("fault planted", "fault removed", "fault planted", "fault ended");
    assertThat(lines.list.get(1).getKeyValuePairs().toString())
        .contains("fault=\"a\"", "who=\"bob\"", "role=\"admin\"", "why=\"a test\"", "reset");
  }

  private PlantedFault fault(String name) {
    return new PlantedFault(
        name,
        FaultScope.parse("", "", "", "/a", List.of()),
        100,
        new FaultKind.Reset(),
        faults.endAfter(Duration.ofSeconds(60)),
        "ada",
        "a test");
  }
}
