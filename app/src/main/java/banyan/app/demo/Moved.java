package banyan.app.demo;

import java.time.Instant;

/**
 * A move as the audit log in the database has it.
 *
 * @param number of its entry
 * @param word as the command calls it
 * @param stage where the migration was led
 * @param weight of the canary in hundredths of a percent, the last it had
 * @param who made it
 * @param evidence its kind; empty when there was none
 * @param override the reason why it needed none; empty when it had none
 */
record Moved(
    long number,
    String migration,
    String word,
    String stage,
    int weight,
    String who,
    String evidence,
    String override,
    Instant at) {}
