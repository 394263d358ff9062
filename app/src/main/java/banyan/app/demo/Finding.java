package banyan.app.demo;

/**
 * A difference between the sides that the monolith has told of in a stage.
 *
 * @param place where in the answers, such as {@code /price/amountMinor}
 * @param kind what sort of difference
 */
record Finding(String stage, String place, String kind) {}
