package banyan.inventory;

/** Which reservation is meant. */
public record ReservationAsked(ReservationId id) {}
