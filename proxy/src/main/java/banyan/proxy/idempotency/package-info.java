/**
 * Idempotency keys where the proxy has a part in them: on routes that are migrated, or say {@code
 * idempotency}. In comes a request that is about to be sent; {@link
 * banyan.proxy.idempotency.IdempotencyHandler} lets it pass, leads it to the side that has its key,
 * replays the answer that it had, or refuses it. {@link banyan.proxy.idempotency.Ledger} decides,
 * on what a {@link banyan.proxy.idempotency.LedgerStore} keeps. Next is {@code upstream}.
 */
@NullMarked
package banyan.proxy.idempotency;

import org.jspecify.annotations.NullMarked;
