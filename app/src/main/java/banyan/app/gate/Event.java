package banyan.app.gate;

import banyan.proxy.gate.Outcome;
import banyan.proxy.gate.Side;

/**
 * One answer, as a line of a file tells it.
 *
 * @param millis of the answer, since any moment
 * @param identity by {@link banyan.proxy.gate.Identity}
 * @param latencyMillis 0 where the line has none
 */
record Event(long millis, Side side, long identity, Outcome outcome, double latencyMillis) {}
