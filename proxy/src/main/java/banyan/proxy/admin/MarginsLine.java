package banyan.proxy.admin;

import banyan.proxy.gate.Margins;

/** What a candidate is allowed, as the admin listener and the commands tell it. */
public record MarginsLine(
    double errorRatio,
    double errorShare,
    double latencyP50,
    double latencyP95,
    double latencyP99,
    double latencyFloorMillis,
    double parityRate,
    long compared,
    int users,
    long timeSeconds) {
  public static MarginsLine of(Margins margins) {
    return new MarginsLine(
        margins.errorRatio(),
        margins.errorShare(),
        margins.latencyP50(),
        margins.latencyP95(),
        margins.latencyP99(),
        margins.latencyFloorMillis(),
        margins.parityRate(),
        margins.compared(),
        margins.users(),
        margins.time().toSeconds());
  }
}
