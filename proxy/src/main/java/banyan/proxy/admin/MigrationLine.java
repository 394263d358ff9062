package banyan.proxy.admin;

import banyan.proxy.gate.Rollout;
import banyan.proxy.migration.Migration;
import banyan.proxy.migration.RolloutSteps;
import banyan.proxy.migration.RoutePattern;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A migration, as the admin listener tells of it.
 *
 * @param standing its stage, with the weight of a canary, for people
 * @param weight of the canary in percent: the present one, or the last it had
 * @param share of identities that the new side answers, in percent
 * @param salt null for those who may not see it
 * @param isAutomatic whether the gate takes it back by itself when it is harmful
 * @param settings that it has of its own, by key, as an operator wrote them
 * @param plan of its roll-out, the present one or the last, as the command takes it; null for none
 * @param isRollingOut whether the gate carries the plan out now
 * @param since when it came to this stage and weight
 * @param who made the last move, and why
 */
public record MigrationLine(
    String name,
    String stage,
    String standing,
    double weight,
    double share,
    List<String> routes,
    String from,
    String to,
    String identity,
    @Nullable String salt,
    boolean isAutomatic,
    Map<String, String> settings,
    @Nullable String plan,
    boolean isRollingOut,
    long revision,
    String created,
    String since,
    String who,
    String why) {
  private static final double BUCKETS_PER_PERCENT = 100;

  static MigrationLine of(Migration migration, boolean withSalt) {
    Rollout plan = migration.automation().plan();
    return new MigrationLine(
        migration.name(),
        migration.stage().word(),
        migration.standing(),
        migration.weight().buckets() / BUCKETS_PER_PERCENT,
        migration.share().buckets() / BUCKETS_PER_PERCENT,
        migration.routes().stream().map(RoutePattern::toString).toList(),
        migration.from(),
        migration.to(),
        migration.identity().toString(),
        withSalt ? migration.salt().toString() : null,
        migration.automation().rollsBack(),
        migration.terms().values(),
        plan == null ? null : RolloutSteps.text(plan),
        migration.automation().isRunning(),
        migration.revision(),
        migration.created().toString(),
        migration.since().toString(),
        migration.reason().who(),
        migration.reason().why());
  }
}
