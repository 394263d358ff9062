package banyan.orders;

import banyan.platform.calls.WireName;

/** What came of {@link Orders#cancel}. */
public sealed interface CancelOutcome {
  /** It is cancelled, and its stock is back. */
  @WireName("cancelled")
  record Cancelled(OrderSummary order) implements CancelOutcome {}

  /** It will be cancelled, whatever happens; its stock is still to come back. */
  @WireName("cancelling")
  record Cancelling(OrderSummary order) implements CancelOutcome {}

  /** It was refused before: there is nothing to take back. */
  @WireName("not-possible")
  record NotPossible(OrderSummary order) implements CancelOutcome {}

  /** There is no order of this id. */
  @WireName("unknown")
  record Unknown(OrderId id) implements CancelOutcome {}
}
