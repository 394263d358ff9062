/**
 * Whether two answers to one request say the same. In comes a recorded pair and the rules that
 * relax the comparison; out goes an {@link banyan.proxy.compare.Outcome}: the same, different with
 * typed differences, or not compared because a limit was reached. Pure functions: {@link
 * banyan.proxy.compare.Comparison} is where to begin, {@code docs/comparison.md} has the rules.
 */
@NullMarked
package banyan.proxy.compare;

import org.jspecify.annotations.NullMarked;
