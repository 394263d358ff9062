/**
 * The orders' own code. OrdersModule wires it. {@link banyan.orders.internal.Saga} decides what
 * comes next, {@link banyan.orders.internal.AdvanceOrder} does it, step by step.
 */
@NullMarked
package banyan.orders.internal;

import org.jspecify.annotations.NullMarked;
