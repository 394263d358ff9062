package banyan.proxy;

import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.http.HttpFields;
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

/**
 * What the copy of a head costs that goes on to the next hop: the fields of a program with three,
 * of a browser with twelve, and of one that names fields of its own in {@code Connection}.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class HopByHopBenchmark {
  @Param({"program", "browser", "naming"})
  public String sender;

  private HttpFields fields = HttpFields.EMPTY;

  /** Makes the head. */
  @Setup
  public void head() {
    HttpFields.Mutable head =
        HttpFields.build()
            .add("Host", "shop.example")
            .add("Accept", "application/json")
            .add("User-Agent", "program/1.0");
    if (sender.equals("browser")) {
      head.add("Accept-Encoding", "gzip, deflate, br, zstd")
          .add("Accept-Language", "de,en-US;q=0.7,en;q=0.3")
          .add("Connection", "keep-alive")
          .add("Cookie", "session=7f3c9a52d1e84b06a5c2f97e0b1d6438; theme=dark")
          .add("Referer", "https://shop.example/products")
          .add("Sec-Fetch-Dest", "empty")
          .add("Sec-Fetch-Mode", "cors")
          .add("Sec-Fetch-Site", "same-origin")
          .add("Priority", "u=4");
    }
    if (sender.equals("naming")) {
      head.add("Connection", "keep-alive, X-Hop").add("X-Hop", "1");
    }
    fields = head.asImmutable();
  }

  @Benchmark
  public HttpFields without() {
    return HopByHop.without(fields);
  }
}
