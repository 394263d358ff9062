package banyan.platform;

import java.time.Duration;

/**
 * Work of a context that recurs without being asked for, such as the recovery of what a dead
 * process left behind. It runs on a virtual thread, one run after the other; what a run throws is
 * logged and counted, and the next one comes all the same. Every instance of the product runs it:
 * who may do what is decided in the database.
 *
 * @param name {@code <context>.<what>}, for logs and metrics
 * @param every from the end of a run to the start of the next
 */
public record Chore(String name, Duration every, Runnable work) {}
