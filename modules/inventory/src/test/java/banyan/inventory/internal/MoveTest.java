package banyan.inventory.internal;

import static banyan.inventory.internal.Move.COMMIT;
import static banyan.inventory.internal.Move.GIVE_BACK;
import static banyan.inventory.internal.Move.RELEASE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import banyan.inventory.ReservationState;
import banyan.inventory.ReservationState.Committed;
import banyan.inventory.ReservationState.Expired;
import banyan.inventory.ReservationState.Held;
import banyan.inventory.ReservationState.Released;
import banyan.inventory.ReservationState.Returned;
import banyan.inventory.internal.Move.Step;
import java.time.Instant;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

final class MoveTest {
  private static final Instant BEFORE = Instant.parse("2026-11-21T09:00:00Z");
  private static final Instant NOW = Instant.parse("2026-11-21T09:05:00Z");
  private static final Instant LATER = Instant.parse("2026-11-21T09:10:00Z");

  private static final ReservationState HELD = new Held(LATER);
  private static final ReservationState EXPIRED = new Expired(BEFORE);
  private static final ReservationState RELEASED = new Released(BEFORE);
  private static final ReservationState COMMITTED = new Committed(BEFORE);
  private static final ReservationState RETURNED = new Returned(BEFORE);

  private static final Step REACHED = new Step.Reached();
  private static final Step REFUSED = new Step.Refused();

  @ParameterizedTest
  @MethodSource
  void leadsFromEachStateWhereItMay(Move move, ReservationState state, Step expected) {
    assertThat(move.from(state, NOW)).isEqualTo(expected);
  }

  static Stream<Arguments> leadsFromEachStateWhereItMay() {
    return Stream.of(
        arguments(COMMIT, HELD, new Step.To(new Committed(NOW), StockChange.TAKE)),
        arguments(COMMIT, COMMITTED, REACHED),
        arguments(COMMIT, EXPIRED, REFUSED),
        arguments(COMMIT, RELEASED, REFUSED),
        arguments(COMMIT, RETURNED, REFUSED),
        arguments(RELEASE, HELD, new Step.To(new Released(NOW), StockChange.FREE)),
        arguments(RELEASE, RELEASED, REACHED),
        arguments(RELEASE, EXPIRED, REACHED),
        arguments(RELEASE, RETURNED, REACHED),
        arguments(RELEASE, COMMITTED, REFUSED),
        arguments(GIVE_BACK, COMMITTED, new Step.To(new Returned(NOW), StockChange.BRING_BACK)),
        arguments(GIVE_BACK, RETURNED, REACHED),
        arguments(GIVE_BACK, HELD, REFUSED),
        arguments(GIVE_BACK, EXPIRED, REFUSED),
        arguments(GIVE_BACK, RELEASED, REFUSED));
  }
}
