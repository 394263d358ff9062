package banyan.proxy.route;

import banyan.proxy.match.Condition;
import banyan.proxy.match.Conditions;
import banyan.proxy.match.Trait;
import banyan.proxy.match.WireHead;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
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

/** What it costs to find a route, by the number of routes. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class RouteTableBenchmark {
  private static final Destination THERE =
      new Destination.Remote(
          new Upstream("there", List.of(URI.create("http://h")), Upstream.Timeouts.DEFAULT));
  private static final HttpFields FIELDS =
      HttpFields.build().add("Host", "shop.example").add("Accept", "*/*").add("X-Beta", "1");

  @Param({"10", "100", "1000", "10000"})
  public int routes;

  private RouteTable table;
  private String path;

  @Setup
  public void fill() {
    List<Route> all = new ArrayList<>();
    for (int i = 0; i < routes / 2; i++) {
      all.add(route("/api/v1/things-" + i + "/{id}", Conditions.NONE));
      all.add(
          route(
              "/api/v1/things-" + i + "/{id}",
              new Conditions(List.of(Condition.oneOf(new Trait.Field("x-beta"), Set.of("1"))))));
    }
    table = new RouteTable(all);
    path = "/api/v1/things-" + routes / 4 + "/42";
  }

  @Benchmark
  public Object find() {
    return table.find(new WireHead("shop.example", "GET", path, null, FIELDS));
  }

  @Benchmark
  public Object findNothing() {
    return table.find(new WireHead("shop.example", "GET", "/api/v2/things/42", null, FIELDS));
  }

  private static Route route(String path, Conditions conditions) {
    PathTemplate template = PathTemplate.parse(path);
    return new Route(
        Route.id(null, Set.of(), template, conditions),
        Route.Source.DOCUMENT,
        null,
        template,
        Set.of(),
        THERE,
        false,
        "there",
        null,
        0,
        conditions);
  }
}
