/**
 * The parity kit: one list of checks that every way of calling another context must pass, so that
 * moving a context out changes no result. {@link banyan.testing.calls.ContractParity} checks any
 * contract with generated values, {@link banyan.testing.calls.WorkshopParity} checks with a
 * contract of its own what values alone cannot show.
 */
@NullMarked
package banyan.testing.calls;

import org.jspecify.annotations.NullMarked;
