package banyan.inventory.internal;

import static org.assertj.core.api.Assertions.assertThat;

import banyan.catalog.Sku;
import banyan.inventory.MoveOutcome;
import banyan.inventory.Reservation;
import banyan.inventory.ReservationId;
import banyan.inventory.ReserveOutcome;
import banyan.inventory.ReserveStock;
import banyan.inventory.StockLevel;
import banyan.inventory.StockLine;
import banyan.platform.database.ContextDatabase;
import banyan.platform.database.Database;
import banyan.platform.database.DatabaseSettings;
import banyan.testing.AtOnce;
import banyan.testing.TestSize;
import banyan.testing.ThrowawayDatabase;
import banyan.wire.Caller;
import banyan.wire.Settings;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Many writers on the same stock, by the connections of several instances. */
final class StockAtOnceTest {
  private static final int WRITERS = 64;
  private static final Duration TTL = Duration.ofMinutes(10);

  /** Patient with a slow machine: whoever fails here has met a deadlock or a fault. */
  private static final Settings PATIENT =
      new Settings(
          Map.of(
              DatabaseSettings.POOL_WAIT.key(), Duration.ofMinutes(1),
              DatabaseSettings.LOCK_TIMEOUT.key(), Duration.ofMinutes(1),
              DatabaseSettings.STATEMENT_TIMEOUT.key(), Duration.ofMinutes(1)));

  private static final List<Database> INSTANCES = new ArrayList<>();
  private static ThrowawayDatabase throwaway;

  private final AtomicInteger turn = new AtomicInteger();

  @BeforeAll
  static void start() {
    throwaway = ThrowawayDatabase.of(PATIENT, "inventory");
    int instances = TestSize.pick("instances", 2, 4, 8);
    for (int i = 0; i < instances; i++) {
      INSTANCES.add(
          Database.start(throwaway::address, throwaway.secret(), List.of("inventory"), PATIENT));
    }
    Awaitility.await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> INSTANCES.stream().allMatch(each -> each.state("inventory").isReady()));
  }

  @AfterAll
  static void stop() {
    INSTANCES.forEach(Database::close);
    throwaway.close();
  }

  @Test
  void reserveNoPieceTwice() throws Exception {
    Sku mug = new Sku("MUG");
    receive(mug, 100);

    List<ReserveOutcome> outcomes =
        AtOnce.run(WRITERS, () -> reserve(List.of(new StockLine(mug, 3))));

    assertThat(outcomes).filteredOn(ReserveOutcome.Reserved.class::isInstance).hasSize(33);
    assertThat(outcomes).filteredOn(ReserveOutcome.OutOfStock.class::isInstance).hasSize(31);
    assertThat(level(mug)).isEqualTo(new StockLevel(mug, 100, 99));
  }

  @Test
  void makeOneReservationOfOneId() throws Exception {
    Sku lamp = new Sku("LAMP");
    receive(lamp, 100);
    ReservationId id = new ReservationId(UUID.randomUUID());
    ReserveStock wanted = new ReserveStock(id, List.of(new StockLine(lamp, 3)));

    List<ReserveOutcome> outcomes =
        AtOnce.run(WRITERS, () -> write(tx -> hold(InstantSource.system(), tx, wanted)));

    assertThat(outcomes).allMatch(ReserveOutcome.Reserved.class::isInstance);
    assertThat(level(lamp)).isEqualTo(new StockLevel(lamp, 100, 3));
  }

  @Test
  void freeWhatHasExpiredOnce() throws Exception {
    Sku jar = new Sku("JAR");
    receive(jar, 64);
    Instant past = Instant.now().minus(TTL).minus(TTL);
    AtOnce.run(
        WRITERS, () -> write(tx -> hold(() -> past, tx, wanted(List.of(new StockLine(jar, 1))))));

    List<ReserveOutcome> outcomes =
        AtOnce.run(WRITERS, () -> reserve(List.of(new StockLine(jar, 1))));

    assertThat(outcomes).allMatch(ReserveOutcome.Reserved.class::isInstance);
    assertThat(level(jar)).isEqualTo(new StockLevel(jar, 64, 64));
  }

  /** Each writer takes some of the same SKUs in an order of its own, and ends in its own way. */
  @Test
  void neverWaitForEachOtherInACircle() throws Exception {
    List<Sku> skus = IntStream.range(0, 6).mapToObj(n -> new Sku("SET-" + n)).toList();
    skus.forEach(sku -> receive(sku, 40));
    int rounds = TestSize.pick("rounds of each writer", 3, 10, 100);
    AtomicLong seed = new AtomicLong(7);
    AtomicLong taken = new AtomicLong();

    AtOnce.run(
        WRITERS,
        () -> {
          Random random = new Random(seed.getAndIncrement());
          for (int round = 0; round < rounds; round++) {
            taken.addAndGet(liveOneReservation(skus, random));
          }
          return null;
        });

    List<StockLevel> levels = skus.stream().map(this::level).toList();
    assertThat(levels).allMatch(level -> level.reserved() == 0);
    assertThat(levels.stream().mapToLong(StockLevel::onHand).sum()).isEqualTo(6 * 40 - taken.get());
  }

  /** How many pieces it took for good. */
  private long liveOneReservation(List<Sku> skus, Random random) {
    List<Sku> shuffled = new ArrayList<>(skus);
    Collections.shuffle(shuffled, random);
    List<StockLine> lines =
        shuffled.subList(0, 2 + random.nextInt(4)).stream()
            .map(sku -> new StockLine(sku, 1))
            .toList();
    // Some reserve in the past: what they hold has expired, and the next one frees it.
    boolean isLate = random.nextInt(4) == 0;
    InstantSource clock =
        isLate ? () -> Instant.now().minus(TTL).minusSeconds(1) : InstantSource.system();
    ReserveOutcome outcome = write(tx -> hold(clock, tx, wanted(lines)));
    if (isLate || !(outcome instanceof ReserveOutcome.Reserved(Reservation reservation))) {
      return 0;
    }
    Move move = random.nextInt(3) == 0 ? Move.COMMIT : Move.RELEASE;
    move(reservation, move);
    if (move == Move.COMMIT && random.nextBoolean()) {
      move(reservation, Move.GIVE_BACK);
      return 0;
    }
    return move == Move.COMMIT ? lines.size() : 0;
  }

  private void move(Reservation reservation, Move move) {
    MoveReservation moves = new MoveReservation(InstantSource.system());
    MoveOutcome outcome = write(tx -> moves.move(new Reservations(tx), reservation.id(), move));
    assertThat(outcome).isInstanceOf(MoveOutcome.Moved.class);
  }

  private ReserveOutcome reserve(List<StockLine> lines) {
    return write(tx -> hold(InstantSource.system(), tx, wanted(lines)));
  }

  private static ReserveStock wanted(List<StockLine> lines) {
    return new ReserveStock(new ReservationId(UUID.randomUUID()), lines);
  }

  private static ReserveOutcome hold(InstantSource clock, Handle tx, ReserveStock wanted) {
    return new HoldStock(TTL, clock).hold(new Reservations(tx), new Stock(tx), wanted);
  }

  private void receive(Sku sku, int quantity) {
    write(tx -> new Stock(tx).receive(new StockLine(sku, quantity)));
  }

  private StockLevel level(Sku sku) {
    return write(tx -> new Stock(tx).levels(List.of(sku), Instant.now())).getFirst();
  }

  /** By the next instance. */
  private <T> T write(Function<Handle, T> work) {
    ContextDatabase database =
        INSTANCES.get(turn.getAndIncrement() % INSTANCES.size()).of("inventory");
    return database.write(Caller.MAIN_TENANT, work);
  }
}
