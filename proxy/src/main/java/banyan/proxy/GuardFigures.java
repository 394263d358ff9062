package banyan.proxy;

import banyan.proxy.resilience.Breaker;
import banyan.proxy.resilience.Bulkhead;
import banyan.proxy.resilience.Guard;
import banyan.proxy.resilience.GuardEvent;
import banyan.proxy.resilience.Guards;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.metrics.BatchCallback;
import io.opentelemetry.api.metrics.Meter;
import io.opentelemetry.api.metrics.ObservableLongMeasurement;
import java.util.Locale;

/**
 * What guards of upstreams did, and how they stand, read when somebody asks for the metrics: the
 * path of a request pays nothing for them. Any thread.
 */
public final class GuardFigures implements AutoCloseable {
  private static final AttributeKey<String> UPSTREAM = AttributeKey.stringKey("banyan.upstream");
  private static final AttributeKey<String> EVENT = AttributeKey.stringKey("event");

  private final Guards guards;
  private final ObservableLongMeasurement events;
  private final ObservableLongMeasurement breakers;
  private final ObservableLongMeasurement inFlight;
  private final ObservableLongMeasurement queued;
  private final BatchCallback callback;

  public GuardFigures(Meter meter, Guards guards) {
    this.guards = guards;
    events =
        meter
            .counterBuilder("banyan.upstream.events")
            .setUnit("{event}")
            .setDescription("What guards of upstreams did: retry, hedge, fallback, breaker_open, …")
            .buildObserver();
    breakers = gauge(meter, "banyan.upstream.breaker", "0: closed, 1: half-open, 2: open");
    inFlight = gauge(meter, "banyan.upstream.places", "Places of an upstream that are taken");
    queued = gauge(meter, "banyan.upstream.waiting", "Requests that wait for such a place");
    callback = meter.batchCallback(this::observe, events, breakers, inFlight, queued);
  }

  @Override
  public void close() {
    callback.close();
  }

  private static ObservableLongMeasurement gauge(Meter meter, String name, String description) {
    return meter.gaugeBuilder(name).ofLongs().setDescription(description).buildObserver();
  }

  private void observe() {
    for (Guard guard : guards.all()) {
      Attributes upstream = Attributes.of(UPSTREAM, guard.upstream());
      for (GuardEvent event : GuardEvent.values()) {
        events.record(
            guard.counted(event),
            Attributes.of(
                UPSTREAM, guard.upstream(), EVENT, event.name().toLowerCase(Locale.ROOT)));
      }
      Breaker breaker = guard.breaker();
      if (breaker != null) {
        breakers.record(rank(breaker.condition(guards.now())), upstream);
      }
      Bulkhead places = guard.bulkhead();
      if (places != null) {
        inFlight.record(places.inFlight(), upstream);
        queued.record(places.queued(), upstream);
      }
    }
  }

  private static int rank(Breaker.Condition condition) {
    return switch (condition) {
      case CLOSED -> 0;
      case HALF_OPEN -> 1;
      case OPEN -> 2;
    };
  }
}
