/** Idempotency keys, kept in the transaction of the effect. */
@NullMarked
package banyan.platform.idempotency;

import org.jspecify.annotations.NullMarked;
