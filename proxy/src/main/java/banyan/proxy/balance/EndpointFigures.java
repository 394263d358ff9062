package banyan.proxy.balance;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.metrics.LongCounter;
import io.opentelemetry.api.metrics.Meter;
import io.opentelemetry.api.metrics.ObservableLongMeasurement;
import java.util.Collection;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells logs and metrics of what becomes of endpoints. Any thread. */
public final class EndpointFigures {
  private static final Logger LOG = LoggerFactory.getLogger(EndpointFigures.class);
  private static final AttributeKey<String> UPSTREAM = AttributeKey.stringKey("banyan.upstream");
  private static final AttributeKey<String> CAUSE = AttributeKey.stringKey("cause");
  private static final AttributeKey<String> RESULT = AttributeKey.stringKey("result");
  private static final AttributeKey<String> STATE = AttributeKey.stringKey("state");

  private final Meter meter;
  private final LongCounter ejections;
  private final LongCounter panics;
  private final LongCounter checks;
  private final LongCounter lookups;

  public EndpointFigures(Meter meter) {
    this.meter = meter;
    ejections =
        counter("ejections", "{ejection}", "Endpoints that got no requests for a while, by cause");
    panics =
        counter("panics", "{panic}", "Times that all endpoints were used since too few were well");
    checks = counter("health.checks", "{check}", "Health checks of endpoints, by their result");
    lookups =
        counter("lookups", "{lookup}", "Look-ups of host names of endpoints, by their result");
  }

  private LongCounter counter(String name, String unit, String description) {
    return meter
        .counterBuilder("banyan.upstream." + name)
        .setUnit(unit)
        .setDescription(description)
        .build();
  }

  /** Shows how many endpoints each upstream has in each state. */
  AutoCloseable observe(Supplier<Collection<Endpoints>> upstreams) {
    return meter
        .gaugeBuilder("banyan.upstream.endpoints")
        .ofLongs()
        .setUnit("{endpoint}")
        .setDescription("Endpoints of upstreams, by their state")
        .buildWithCallback(
            measurement -> upstreams.get().forEach(one -> measure(one, measurement)));
  }

  private static void measure(Endpoints endpoints, ObservableLongMeasurement measurement) {
    for (EndpointState state : EndpointState.values()) {
      long count =
          endpoints.all().stream().filter(endpoint -> EndpointState.of(endpoint) == state).count();
      measurement.record(count, Attributes.of(UPSTREAM, endpoints.upstream(), STATE, state.word()));
    }
  }

  void changed(String upstream, Change change) {
    switch (change.what()) {
      case FAILED -> ejections.add(1, Attributes.of(UPSTREAM, upstream, CAUSE, "failures"));
      case OUTLIER -> ejections.add(1, Attributes.of(UPSTREAM, upstream, CAUSE, "outlier"));
      case BACK, UNHEALTHY, HEALTHY -> {}
    }
    var line = change.what().isBad() ? LOG.atWarn() : LOG.atInfo();
    if (!change.time().isZero()) {
      line = line.addKeyValue("seconds", change.time().toSeconds());
    }
    line.addKeyValue("upstream", upstream)
        .addKeyValue("endpoint", change.endpoint().name())
        .log("endpoint " + change.what().words());
  }

  void panicked(String upstream, boolean isPanic) {
    if (isPanic) {
      panics.add(1, Attributes.of(UPSTREAM, upstream));
      LOG.atWarn()
          .addKeyValue("upstream", upstream)
          .log("too few endpoints are well, so all get requests");
      return;
    }
    LOG.atInfo().addKeyValue("upstream", upstream).log("enough endpoints are well again");
  }

  void checked(String upstream, boolean isGood) {
    checks.add(1, Attributes.of(UPSTREAM, upstream, RESULT, isGood ? "good" : "bad"));
  }

  void lookedUp(String upstream, boolean isFound) {
    lookups.add(1, Attributes.of(UPSTREAM, upstream, RESULT, isFound ? "found" : "failed"));
  }
}
