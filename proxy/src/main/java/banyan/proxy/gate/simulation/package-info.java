/**
 * Releases that never happened: made-up traffic of a healthy or a harmful candidate, fed to the
 * production {@link banyan.proxy.gate.Gate}.
 *
 * <p>A {@link banyan.proxy.gate.simulation.Scenario} and a seed enter, a {@link
 * banyan.proxy.gate.simulation.SimulationReport} leaves: how many healthy candidates were rolled
 * back, how many harmful ones, and after how long.
 */
@NullMarked
package banyan.proxy.gate.simulation;

import org.jspecify.annotations.NullMarked;
