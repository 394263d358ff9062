package banyan.orders;

import banyan.platform.calls.WireName;

/** What {@link Orders#order} finds. */
public sealed interface OrderFound {
  /** The order as it stands. */
  @WireName("found")
  record Found(OrderSummary order) implements OrderFound {}

  /** There is no order of this id. */
  @WireName("unknown")
  record Unknown(OrderId id) implements OrderFound {}
}
