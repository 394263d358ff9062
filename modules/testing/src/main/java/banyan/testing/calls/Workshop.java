package banyan.testing.calls;

import banyan.platform.calls.Command;
import banyan.platform.calls.CommandKey;
import banyan.platform.calls.Contract;
import banyan.platform.calls.Query;
import banyan.platform.calls.WireName;
import banyan.wire.Arrival;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A contract with every kind of value, and operations that show what reaches the other side. */
@Contract("workshop")
public interface Workshop {
  /** Answers what arrived. */
  @Query
  Everything echo(Arrival arrival, Everything asked);

  /** Who asks, and how long they wait. */
  @Query
  Visitor visitor(Arrival arrival, Nothing asked);

  /** Takes as long as it is told to. */
  @Query
  Waited linger(Arrival arrival, Wait asked);

  /** The same as a command. */
  @Command
  Waited labour(Arrival arrival, CommandKey key, Wait asked);

  /** How many are at work at the moment. */
  @Query
  Bench bench(Arrival arrival, Nothing asked);

  /** Takes an order; once for each key. */
  @Command
  OrderTaken take(Arrival arrival, CommandKey key, Job job);

  /** Keeps the steps of a plan, the very list. */
  @Command
  Plan keep(Arrival arrival, CommandKey key, Plan plan);

  /** The plan that was kept under the key of its command. */
  @Query
  Plan kept(Arrival arrival, PlanAsked asked);

  /** Answers a text of so many characters. */
  @Query
  Page print(Arrival arrival, Printing asked);

  /** Breaks in the way that it is told to. */
  @Query
  Nothing fail(Arrival arrival, Mishap how);

  /** Nothing to say. */
  record Nothing() {}

  /** Names a part; crosses as text. */
  record PartName(String value) {}

  /** One of a few. */
  enum Colour {
    RED,
    GREEN,
    BLUE
  }

  /** A part of a whole. */
  record Part(PartName name, Colour colour, @Nullable Part2 inner) {}

  /** A part of a part. */
  record Part2(@Nullable String label, List<Integer> sizes) {}

  /** Alternatives of one type, inside a value. */
  sealed interface Shape {
    /** Round. */
    @WireName("circle")
    record Circle(BigDecimal radius) implements Shape {}

    /** Square. */
    @WireName("square")
    record Square(long side, @Nullable Colour colour) implements Shape {}
  }

  /** A value of every kind. */
  record Everything(
      String text,
      @Nullable String note,
      boolean isReady,
      int small,
      long large,
      @Nullable Long perhaps,
      BigDecimal price,
      UUID id,
      Instant at,
      LocalDate day,
      OffsetDateTime there,
      Duration span,
      Colour colour,
      Shape shape,
      List<Part> parts,
      Map<String, BigDecimal> prices) {}

  /** What the other side knows of its caller. */
  record Visitor(
      String tenant, String principal, List<String> rights, String requestId, long millisLeft) {
    static Visitor of(Arrival arrival) {
      Set<String> rights = arrival.caller().rights();
      return new Visitor(
          arrival.caller().tenant(),
          arrival.caller().principal(),
          rights.stream().sorted().toList(),
          arrival.requestId(),
          arrival.deadline().left().toMillis());
    }
  }

  /** How long to take. */
  record Wait(Duration time) {}

  /** How long it took at least. */
  record Waited(Duration time) {}

  /** Where work is done. */
  record Bench(int atWork) {}

  /** Something to be made. */
  record Job(PartName part, int count) {}

  /** What became of a job. */
  sealed interface OrderTaken {
    /**
     * It is made.
     *
     * @param effects how many orders were taken under this key; one, if all is well
     */
    @WireName("made")
    record Made(String key, int effects) implements OrderTaken {}

    /** Nobody makes so many. */
    @WireName("too-many")
    record TooMany(int most) implements OrderTaken {}

    /** Nobody knows the part. */
    @WireName("unknown-part")
    record UnknownPart(PartName part) implements OrderTaken {}
  }

  /** Steps, in a list that nobody has copied. */
  record Plan(List<String> steps) {}

  /** Which plan. */
  record PlanAsked(String key) {}

  /** How much text. */
  record Printing(int characters) {}

  /** Text. */
  record Page(String text) {}

  /** How to break. */
  enum MishapKind {
    UNAVAILABLE,
    CLIENT_FAULT,
    BUG
  }

  /** What is to go wrong. */
  record Mishap(MishapKind kind) {}
}
