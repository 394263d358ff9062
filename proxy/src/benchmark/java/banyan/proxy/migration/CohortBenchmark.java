package banyan.proxy.migration;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** What a request of a migration pays to be told its bucket: a keyed hash of its identity. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class CohortBenchmark {
  private final Salt salt = new Salt(0x0706050403020100L, 0x0f0e0d0c0b0a0908L);

  /** A user, an address, a random cookie: what identities are. */
  @Param({"ada", "2001:db8:0:1:1:1:1:1", "7f3c9a52d1e84b06a5c2f97e0b1d6438"})
  public String identity;

  @Benchmark
  public int bucket() {
    return Cohort.bucket(salt, identity);
  }
}
