package banyan.testing.calls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import banyan.platform.calls.CallFailure;
import banyan.platform.calls.CallFailure.Kind;
import banyan.platform.calls.Calls;
import banyan.platform.calls.CommandKey;
import banyan.platform.calls.WireType;
import banyan.testing.TestSize;
import banyan.testing.calls.Workshop.Colour;
import banyan.testing.calls.Workshop.Everything;
import banyan.testing.calls.Workshop.Job;
import banyan.testing.calls.Workshop.Mishap;
import banyan.testing.calls.Workshop.MishapKind;
import banyan.testing.calls.Workshop.Nothing;
import banyan.testing.calls.Workshop.OrderTaken;
import banyan.testing.calls.Workshop.Part;
import banyan.testing.calls.Workshop.PartName;
import banyan.testing.calls.Workshop.Plan;
import banyan.testing.calls.Workshop.PlanAsked;
import banyan.testing.calls.Workshop.Printing;
import banyan.testing.calls.Workshop.Shape;
import banyan.testing.calls.Workshop.Visitor;
import banyan.testing.calls.Workshop.Wait;
import banyan.wire.Arrival;
import banyan.wire.Caller;
import banyan.wire.Deadline;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.function.Executable;

/**
 * What every binding must do, shown with the {@link Workshop}: values, refusals, deadlines, keys,
 * limits, and that nothing which could change is shared.
 */
public final class WorkshopParity {
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final long SEED = 20261121;
  private static final Duration SHORT = Duration.ofMillis(150);

  /** Longer than the short wait by far, so that no slow machine finishes in time. */
  private static final Duration TOO_LONG = SHORT.multipliedBy(4);

  private final Workshop workshop;

  private WorkshopParity(Workshop workshop) {
    this.workshop = workshop;
  }

  /** The checks of one binding, by name. */
  public static Map<String, Executable> of(Calls binding) {
    WorkshopParity parity = new WorkshopParity(binding.to(Workshop.class));
    Map<String, Executable> checks = new LinkedHashMap<>();
    checks.put("keeps every kind of value", parity::keepsEveryKindOfValue);
    checks.put("keeps generated values", parity::keepsGeneratedValues);
    checks.put("tells null from what is there", parity::tellsNullFromWhatIsThere);
    checks.put("keeps the scale of decimals", parity::keepsTheScaleOfDecimals);
    checks.put("keeps the offset of times", parity::keepsTheOffsetOfTimes);
    checks.put("keeps each constant of an enum", parity::keepsEachConstantOfAnEnum);
    checks.put("gives each refusal as it is", parity::givesEachRefusalAsItIs);
    checks.put("tells who calls", parity::tellsWhoCalls);
    checks.put("hands on the remaining time", parity::handsOnTheRemainingTime);
    checks.put("refuses a deadline that has passed", parity::refusesADeadlineThatHasPassed);
    checks.put("ends a query at its deadline", parity::endsAQueryAtItsDeadline);
    checks.put("leaves a late command open", parity::leavesALateCommandOpen);
    checks.put("carries the key to one effect", parity::carriesTheKeyToOneEffect);
    checks.put("shares nothing that changes", parity::sharesNothingThatChanges);
    checks.put("carries large messages", parity::carriesLargeMessages);
    checks.put("refuses too large a request", parity::refusesTooLargeARequest);
    checks.put("refuses too large an answer", parity::refusesTooLargeAnAnswer);
    checks.put("refuses what is no text", parity::refusesWhatIsNoText);
    checks.put("tells of failures alike", parity::tellsOfFailuresAlike);
    return checks;
  }

  private void keepsEveryKindOfValue() {
    Everything sent = everything("note", "1.50", "2026-11-21T09:00:00+01:00", Colour.BLUE);
    assertThat(workshop.echo(arrival(PATIENCE), sent)).isEqualTo(sent);
  }

  private void keepsGeneratedValues() {
    Random random = new Random(SEED);
    for (int i = 0; i < TestSize.pick("generated values", 50, 200, 2_000); i++) {
      Everything sent = (Everything) Samples.standard().make(Everything.class, random);
      assertThat(workshop.echo(arrival(PATIENCE), sent)).isEqualTo(sent);
    }
  }

  private void tellsNullFromWhatIsThere() {
    Everything without = everything(null, "1", "2026-11-21T09:00:00Z", Colour.RED);
    Everything empty = everything("", "1", "2026-11-21T09:00:00Z", Colour.RED);
    assertThat(workshop.echo(arrival(PATIENCE), without).note()).isNull();
    assertThat(workshop.echo(arrival(PATIENCE), empty).note()).isEmpty();
  }

  private void keepsTheScaleOfDecimals() {
    for (String price : List.of("1.50", "0.000", "1E+3", "12345678901234567890.123456789", "-7")) {
      Everything sent = everything(null, price, "2026-11-21T09:00:00Z", Colour.RED);
      assertThat(workshop.echo(arrival(PATIENCE), sent).price()).isEqualTo(new BigDecimal(price));
    }
  }

  private void keepsTheOffsetOfTimes() {
    for (String time : List.of("2026-11-21T09:00:00+05:30", "2026-11-21T09:00:00.000000001Z")) {
      Everything sent = everything(null, "1", time, Colour.RED);
      // As an object: AssertJ takes times of one instant for equal, whatever their offsets.
      assertThat((Object) workshop.echo(arrival(PATIENCE), sent).there())
          .isEqualTo(OffsetDateTime.parse(time));
    }
  }

  private void keepsEachConstantOfAnEnum() {
    for (Colour colour : Colour.values()) {
      Everything sent = everything(null, "1", "2026-11-21T09:00:00Z", colour);
      assertThat(workshop.echo(arrival(PATIENCE), sent).colour()).isEqualTo(colour);
    }
  }

  private void givesEachRefusalAsItIs() {
    assertThat(take(WorkshopCalls.UNKNOWN, 1))
        .isEqualTo(new OrderTaken.UnknownPart(WorkshopCalls.UNKNOWN));
    assertThat(take(new PartName("bolt"), WorkshopCalls.JOBS_MAX + 1))
        .isEqualTo(new OrderTaken.TooMany(WorkshopCalls.JOBS_MAX));
  }

  private void tellsWhoCalls() {
    Visitor seen = workshop.visitor(arrival(PATIENCE), new Nothing());
    assertThat(seen)
        .usingRecursiveComparison()
        .ignoringFields("millisLeft")
        .isEqualTo(new Visitor("oak", "ada", List.of("parts:read", "parts:write"), "request-7", 0));
  }

  private void handsOnTheRemainingTime() {
    long left = workshop.visitor(arrival(PATIENCE), new Nothing()).millisLeft();
    assertThat(left).isPositive().isLessThanOrEqualTo(PATIENCE.toMillis());
    long less = workshop.visitor(arrival(PATIENCE.dividedBy(2)), new Nothing()).millisLeft();
    assertThat(less).isLessThanOrEqualTo(PATIENCE.dividedBy(2).toMillis());
  }

  private void refusesADeadlineThatHasPassed() {
    assertThat(failure(() -> workshop.visitor(arrival(Duration.ZERO), new Nothing())).kind())
        .isEqualTo(Kind.DEADLINE);
    assertThat(
            failure(
                    () ->
                        workshop.take(
                            arrival(Duration.ZERO), key(), new Job(new PartName("bolt"), 1)))
                .kind())
        .isEqualTo(Kind.DEADLINE);
  }

  private void endsAQueryAtItsDeadline() {
    CallFailure late = failure(() -> workshop.linger(arrival(SHORT), new Wait(TOO_LONG)));
    assertThat(late.kind()).isEqualTo(Kind.DEADLINE);
    assertThat(late.isRetryable()).isTrue();
  }

  private void leavesALateCommandOpen() {
    CallFailure late = failure(() -> workshop.labour(arrival(SHORT), key(), new Wait(TOO_LONG)));
    assertThat(late.kind()).isEqualTo(Kind.OUTCOME_UNKNOWN);
    assertThat(late.isRetryable()).isTrue();
  }

  private void carriesTheKeyToOneEffect() {
    CommandKey key = key();
    OrderTaken taken = workshop.take(arrival(PATIENCE), key, new Job(new PartName("bolt"), 1));
    assertThat(taken).isEqualTo(new OrderTaken.Made(key.value(), 1));
  }

  private void sharesNothingThatChanges() {
    CommandKey key = key();
    List<String> steps = new ArrayList<>(List.of("saw", "drill"));
    Plan answered = workshop.keep(arrival(PATIENCE), key, new Plan(steps));
    steps.add("burn");
    changeIfPossible(answered.steps());
    Plan kept = workshop.kept(arrival(PATIENCE), new PlanAsked(key.value()));
    assertThat(kept.steps()).containsExactly("saw", "drill");
  }

  private void carriesLargeMessages() {
    String text = "ä".repeat(WireType.BYTES_MAX / 2 - 1_000);
    Everything sent = everything(text, "1", "2026-11-21T09:00:00Z", Colour.RED);
    assertThat(workshop.echo(arrival(PATIENCE), sent).note()).isEqualTo(text);
  }

  private void refusesTooLargeARequest() {
    Everything sent =
        everything("x".repeat(WireType.BYTES_MAX), "1", "2026-11-21T09:00:00Z", Colour.RED);
    CallFailure refused = failure(() -> workshop.echo(arrival(PATIENCE), sent));
    assertThat(refused.kind()).isEqualTo(Kind.UNREADABLE);
    assertThat(refused).hasMessageContaining("larger than " + WireType.BYTES_MAX);
  }

  private void refusesTooLargeAnAnswer() {
    CallFailure refused =
        failure(() -> workshop.print(arrival(PATIENCE), new Printing(WireType.BYTES_MAX)));
    assertThat(refused.kind()).isEqualTo(Kind.REFUSED);
    assertThat(refused).hasMessageContaining("larger than " + WireType.BYTES_MAX);
  }

  private void refusesWhatIsNoText() {
    Everything sent = everything("\uD800", "1", "2026-11-21T09:00:00Z", Colour.RED);
    CallFailure refused = failure(() -> workshop.echo(arrival(PATIENCE), sent));
    assertThat(refused.kind()).isEqualTo(Kind.UNREADABLE);
    assertThat(refused).hasMessageContaining("/note");
  }

  private void tellsOfFailuresAlike() {
    CallFailure closed = failure(() -> fail(MishapKind.UNAVAILABLE));
    assertThat(closed.kind()).isEqualTo(Kind.REFUSED);
    assertThat(closed.isRetryable()).isTrue();
    assertThat(closed.asFailure().retryAfter()).isEqualTo(WorkshopCalls.CLOSED_FOR);
    CallFailure refused = failure(() -> fail(MishapKind.CLIENT_FAULT));
    assertThat(refused.refusal())
        .isEqualTo(new CallFailure.Refusal("forbidden", 403, "no visitors"));
    CallFailure broken = failure(() -> fail(MishapKind.BUG));
    assertThat(broken.refusal())
        .isEqualTo(new CallFailure.Refusal("internal-error", 500, "the log has the cause"));
  }

  private void fail(MishapKind kind) {
    workshop.fail(arrival(PATIENCE), new Mishap(kind));
  }

  private OrderTaken take(PartName part, int count) {
    return workshop.take(arrival(PATIENCE), key(), new Job(part, count));
  }

  private static void changeIfPossible(List<String> steps) {
    try {
      steps.clear();
    } catch (UnsupportedOperationException e) {
      assertThat(steps).isNotEmpty();
    }
  }

  private static CallFailure failure(ThrowingCallable call) {
    CallFailure failure = catchThrowableOfType(CallFailure.class, call);
    assertThat(failure).as("a call that must fail").isNotNull();
    return failure;
  }

  private static Everything everything(
      @Nullable String note, String price, String there, Colour colour) {
    return new Everything(
        "text",
        note,
        true,
        -7,
        Long.MAX_VALUE,
        note == null ? null : 9L,
        new BigDecimal(price),
        UUID.fromString("0193a5de-0000-7000-8000-000000000001"),
        Instant.parse("2026-11-21T09:00:00.123456789Z"),
        LocalDate.parse("2026-11-21"),
        OffsetDateTime.parse(there),
        Duration.parse("PT1H0.000000001S"),
        colour,
        new Shape.Square(4, colour),
        List.of(
            new Part(new PartName("bolt"), colour, null),
            new Part(new PartName("nut"), colour, new Workshop.Part2(null, List.of(1, 2)))),
        Map.of("EUR", new BigDecimal("1.50")));
  }

  private static Arrival arrival(Duration time) {
    Caller ada = new Caller("oak", "ada", Set.of("parts:read", "parts:write"));
    return new Arrival(ada, "request-7", Deadline.in(time));
  }

  private static CommandKey key() {
    return new CommandKey("order/" + UUID.randomUUID());
  }
}
