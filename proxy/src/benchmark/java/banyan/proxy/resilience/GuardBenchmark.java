package banyan.proxy.resilience;

import io.github.resilience4j.bulkhead.BulkheadConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig.SlidingWindowType;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Threads;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What a request pays for its guards, beside the same of Resilience4j: to pass a closed breaker and
 * tell it of a success, and to take a place and give it back. By one thread, and by two that share.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class GuardBenchmark {
  private static final int PLACES = 100;

  private final Breaker breaker = new Breaker(BreakerPolicy.DEFAULT);
  private final Bulkhead bulkhead =
      new Bulkhead(new InFlightPolicy(PLACES, PLACES, Duration.ofSeconds(1)));
  private final RetryBudget budget = new RetryBudget(0.2, 10, System.nanoTime());

  /** As like ours as its settings allow: a window of ten seconds, half of twenty calls. */
  private final CircuitBreaker theirBreaker =
      CircuitBreaker.of(
          "bench",
          CircuitBreakerConfig.custom()
              .slidingWindow(10, 20, SlidingWindowType.TIME_BASED)
              .failureRateThreshold(50)
              .build());

  private final io.github.resilience4j.bulkhead.Bulkhead theirBulkhead =
      io.github.resilience4j.bulkhead.Bulkhead.of(
          "bench",
          BulkheadConfig.custom()
              .maxConcurrentCalls(PLACES)
              .maxWaitDuration(Duration.ZERO)
              .build());

  @Benchmark
  public long breaker() {
    long now = System.nanoTime();
    long turn = breaker.pass(now);
    breaker.ended(turn, Outcome.SUCCESS, System.nanoTime());
    return turn;
  }

  @Benchmark
  @Threads(2)
  public long breakerOfTwo() {
    return breaker();
  }

  @Benchmark
  public long resilience4jBreaker() {
    theirBreaker.acquirePermission();
    long begun = theirBreaker.getCurrentTimestamp();
    theirBreaker.onSuccess(
        theirBreaker.getCurrentTimestamp() - begun, theirBreaker.getTimestampUnit());
    return begun;
  }

  @Benchmark
  @Threads(2)
  public long resilience4jBreakerOfTwo() {
    return resilience4jBreaker();
  }

  @Benchmark
  public boolean places() {
    boolean isFree = bulkhead.enterIfFree();
    bulkhead.leave();
    return isFree;
  }

  @Benchmark
  @Threads(2)
  public boolean placesOfTwo() {
    return places();
  }

  @Benchmark
  public boolean resilience4jPlaces() {
    boolean isFree = theirBulkhead.tryAcquirePermission();
    theirBulkhead.onComplete();
    return isFree;
  }

  @Benchmark
  @Threads(2)
  public boolean resilience4jPlacesOfTwo() {
    return resilience4jPlaces();
  }

  /** What every request pays, though it is not sent again. */
  @Benchmark
  public void budget() {
    budget.paid();
  }
}
