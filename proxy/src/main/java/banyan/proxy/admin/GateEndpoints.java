package banyan.proxy.admin;

import banyan.proxy.admin.AdminEndpoint.Answer;
import banyan.proxy.admin.MigrationEndpoints.Refusal;
import banyan.proxy.migration.Migration;
import banyan.proxy.migration.Migrations;
import banyan.proxy.rollout.GateReport;
import banyan.proxy.rollout.LiveGates;
import java.util.List;
import java.util.Set;

/**
 * The endpoint of the admin listener that tells what a gate says: 200 with the verdict, 404 where
 * there is no such migration, 422 where its gate has not been at work in this process.
 */
public final class GateEndpoints {
  private static final int BODY_BYTES_MAX = 4 << 10;
  private static final Set<String> KEYS = Set.of("name");

  private GateEndpoints() {}

  /** {@code POST /migrations/gate}. */
  public static List<AdminEndpoint> of(Migrations migrations, LiveGates gates) {
    return List.of(
        AdminEndpoint.ask(
            "/migrations/gate", BODY_BYTES_MAX, body -> show(migrations, gates, body)));
  }

  private static Answer show(Migrations migrations, LiveGates gates, String body) {
    String name = SentObject.parse(body, KEYS).text("name");
    Migration migration = migrations.find(name).orElse(null);
    if (migration == null) {
      return refusal(404, "there is no migration '" + name + "'");
    }
    GateReport report = gates.report(name).orElse(null);
    return report == null
        ? refusal(
            422,
            "%s is at %s, and this process has not seen its canary; a gate compares the answers at a canary"
                .formatted(name, migration.standing()))
        : Answer.json(200, GateLine.of(report, migration, gates.lost()));
  }

  private static Answer refusal(int status, String detail) {
    return Answer.json(status, new Refusal(detail, null));
  }
}
