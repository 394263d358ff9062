package banyan.proxy.balance;

import org.jspecify.annotations.Nullable;

/**
 * One endpoint as operators see it.
 *
 * @param upstream its name in the document
 * @param endpoint scheme, host and port
 * @param address where its host name is; null for an address that the document gives
 * @param state {@code well}, {@code ejected} or {@code unhealthy}
 * @param used whether it gets requests now, be it because too few are well
 * @param ejectedMillis how long it gets none yet because of its answers; 0 for not ejected
 * @param requests answers and failures since it came
 * @param latencyMillis the moving average; 0 while it is unknown
 * @param breaker of the upstream: {@code closed}, {@code half-open} or {@code open}; null where
 *     nothing was asked yet, or it has none
 */
public record EndpointReport(
    String upstream,
    String endpoint,
    @Nullable String address,
    int weight,
    String state,
    boolean used,
    long ejectedMillis,
    int inFlight,
    long requests,
    long failures,
    double latencyMillis,
    @Nullable String breaker) {
  private static final double NANOS_PER_MILLI = 1e6;

  /** The same, with how the breaker of its upstream stands. */
  public EndpointReport behind(@Nullable String condition) {
    return new EndpointReport(
        upstream,
        endpoint,
        address,
        weight,
        state,
        used,
        ejectedMillis,
        inFlight,
        requests,
        failures,
        latencyMillis,
        condition);
  }

  static EndpointReport of(Endpoints endpoints, Choice.Weighted member, long nowNanos) {
    Endpoint endpoint = member.endpoint();
    var address = endpoint.key().address();
    long leftNanos = endpoint.exile().isOver() ? 0 : endpoint.exile().untilNanos() - nowNanos;
    return new EndpointReport(
        endpoints.upstream(),
        endpoint.origin().toString(),
        address == null ? null : address.getHostAddress(),
        member.weight(),
        EndpointState.of(endpoint).word(),
        endpoint.isUsable() || endpoints.isPanic(),
        Math.max(0, leftNanos) / (long) NANOS_PER_MILLI,
        endpoint.inFlight(),
        endpoint.requests(),
        endpoint.failures(),
        PeakEwma.nanos(endpoint.latency()) / NANOS_PER_MILLI,
        null);
  }
}
