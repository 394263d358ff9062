package banyan.proxy.balance;

import banyan.proxy.resilience.Outcome;
import banyan.proxy.route.Balancing;
import banyan.proxy.route.Upstream;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** What it costs to find the upstream, to choose an endpoint, and to tell how it went. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class EndpointsBenchmark {
  private static final long MILLI = Duration.ofMillis(1).toNanos();

  @Param({"1", "2", "8", "64"})
  public int count;

  @Param({"even", "weighted"})
  public String weights;

  private final Balance balance = new Balance(System::nanoTime);
  private Upstream upstream;

  @Setup
  public void define() {
    var origins =
        IntStream.range(0, count).mapToObj(i -> URI.create("http://10.0.0." + i)).toList();
    Map<URI, Integer> heavy = weights.equals("even") ? Map.of() : Map.of(origins.getLast(), 3);
    Balancing standard = Balancing.DEFAULT;
    upstream =
        new Upstream(
            "there",
            origins,
            Upstream.Timeouts.DEFAULT,
            null,
            new Balancing(
                heavy,
                null,
                standard.slowStart(),
                standard.panicShare(),
                null,
                standard.ejection()));
  }

  @Benchmark
  public Pick byCost() {
    return used(null);
  }

  @Benchmark
  public Pick byKey() {
    return used("0123456789abcdef0123456789abcdef");
  }

  private Pick used(String key) {
    Pick pick = Objects.requireNonNull(balance.of(upstream).choose(key, null));
    pick.ended(Outcome.SUCCESS, MILLI);
    return pick;
  }
}
