package banyan.proxy.compare;

/**
 * Why something that differs is no difference.
 *
 * @param what the reason, for people
 * @param times how often it applied
 */
public record Explanation(String what, int times) {}
