package banyan.orders;

/** Which order is meant. */
public record OrderAsked(OrderId id) {}
