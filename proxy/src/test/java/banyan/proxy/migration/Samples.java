package banyan.proxy.migration;

import banyan.proxy.migration.Migration.Draft;
import banyan.proxy.publish.Reason;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Migrations for tests. */
final class Samples {
  static final Instant NOW = Instant.parse("2026-11-21T10:42:56.637Z");
  static final Reason ADA = new Reason("ada", "the catalogue moves out");
  static final Salt SALT = Salt.parse("000102030405060708090a0b0c0d0e0f");
  static final String ROLE = "operator";

  private Samples() {}

  static Draft draft(String name, String pattern) {
    return new Draft(
        name,
        List.of(RoutePattern.parse(pattern)),
        "local",
        "catalog",
        IdentityChain.parse("cookie:who"));
  }

  static Migration at(Stage stage, Weight weight) {
    return Migration.prepared(draft("catalog", "/api/**"), SALT, NOW, ADA)
        .moved(
            new Decision.Allowed(stage, weight, Decision.Demand.NOTHING),
            Automation.DEFAULT,
            NOW,
            ADA);
  }

  /** On a store, with nothing else to ask. */
  static Migrations migrations(MigrationStore store) {
    return new Migrations(
        store, null, EvidenceSource.none(), (_, _) -> Optional.empty(), () -> NOW);
  }

  static Migrations.Outcome move(Migrations migrations, Move move) {
    return migrations.move("catalog", move, ADA, ROLE, "a test", null);
  }
}
