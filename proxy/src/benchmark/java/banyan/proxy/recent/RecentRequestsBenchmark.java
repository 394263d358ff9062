package banyan.proxy.recent;

import banyan.proxy.match.WireHead;
import java.time.InstantSource;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.http.HttpFields;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** What it costs to remember the head that a browser sends. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class RecentRequestsBenchmark {
  private static final String QUERY = "limit=20&q=blue+chair";
  private static final HttpFields FIELDS =
      HttpFields.build()
          .add("Host", "shop.example")
          .add(
              "User-Agent",
              "Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0")
          .add("Accept", "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8")
          .add("Accept-Language", "de,en-US;q=0.7,en;q=0.3")
          .add("Accept-Encoding", "gzip, deflate, br")
          .add("Referer", "https://shop.example/chairs")
          .add("Cookie", "session=0123456789abcdef0123456789abcdef; group=b; theme=dark")
          .add("Sec-Fetch-Dest", "document")
          .add("Sec-Fetch-Mode", "navigate")
          .add("Priority", "u=1");

  private final RecentRequests recent = new RecentRequests(InstantSource.system());

  @Benchmark
  public void note() {
    WireHead head = new WireHead("shop.example", "GET", "/api/v1/products", QUERY, FIELDS);
    recent.note(Objects.requireNonNull(RecentHead.of(head, QUERY, FIELDS, "main")));
  }
}
