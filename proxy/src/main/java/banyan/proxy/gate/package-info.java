/**
 * The gate: whether a candidate that answers a share of the requests may get more of them.
 *
 * <p>Answers of both cohorts enter one by one ({@link banyan.proxy.gate.Gate}), a verdict leaves at
 * any time ({@link banyan.proxy.gate.Verdict}), and a plan of steps turns it into the next action
 * ({@link banyan.proxy.gate.Rollout}). Nothing here reads a clock, a file or a socket. The
 * statistics are explained in docs/gate.md.
 */
@NullMarked
package banyan.proxy.gate;

import org.jspecify.annotations.NullMarked;
