package banyan.proxy.idempotency;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.metrics.LongCounter;
import io.opentelemetry.api.metrics.Meter;
import java.util.Locale;

/** Counts what became of the requests whose keys the proxy minds. Any thread. */
public final class KeyFigures {
  private static final AttributeKey<String> RESULT = AttributeKey.stringKey("result");

  private final LongCounter requests;

  /** What becomes of a request with a key. */
  enum Result {
    /** Both sides keep the key in one ledger, and the request went on. */
    SHARED,
    /** It went on, with a key that was new. */
    SENT,
    /** It went on, to the side that has its key. */
    SENT_AGAIN,
    REPLAYED,
    IN_FLIGHT,
    REUSED,
    LOST
  }

  /** Each result is reported from the start, with 0. */
  public KeyFigures(Meter meter) {
    requests =
        meter
            .counterBuilder("banyan.idempotency.requests")
            .setUnit("{request}")
            .setDescription("Requests whose idempotency key the proxy minds")
            .build();
    for (Result result : Result.values()) {
      count(result, 0);
    }
  }

  void add(Result result) {
    count(result, 1);
  }

  private void count(Result result, long times) {
    requests.add(times, Attributes.of(RESULT, result.name().toLowerCase(Locale.ROOT)));
  }
}
