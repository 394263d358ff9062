package banyan.proxy.admin;

import banyan.proxy.admin.AdminEndpoint.Answer;
import banyan.proxy.migration.Migration;
import banyan.proxy.migration.Migrations;
import banyan.proxy.parity.Certificates;
import banyan.proxy.parity.Certificates.State;
import banyan.proxy.parity.Parity;
import banyan.proxy.parity.ParityReport;
import banyan.wire.Failure;
import java.util.List;
import java.util.Set;

/**
 * The endpoint of the admin listener that tells what comparisons have shown: to operators with
 * samples of what answers say, to viewers without.
 */
public final class ParityEndpoints {
  private static final int BODY_BYTES_MAX = 4 << 10;
  private static final Set<String> NAME_KEYS = Set.of("name");

  private final Migrations migrations;
  private final Parity parity;
  private final Certificates certificates;

  private ParityEndpoints(Migrations migrations, Parity parity, Certificates certificates) {
    this.migrations = migrations;
    this.parity = parity;
    this.certificates = certificates;
  }

  /** {@code POST /parity/show}. */
  public static List<AdminEndpoint> of(
      Migrations migrations, Parity parity, Certificates certificates) {
    ParityEndpoints endpoints = new ParityEndpoints(migrations, parity, certificates);
    return List.of(
        new AdminEndpoint(
            "POST", "/parity/show", AdminRole.VIEWER, BODY_BYTES_MAX, endpoints::show));
  }

  private Answer show(AdminRequest request) {
    String name = SentObject.parse(request.body(), NAME_KEYS).text("name");
    Migration migration = migrations.find(name).orElse(null);
    if (migration == null) {
      return Answer.json(
          404, new MigrationEndpoints.Refusal("there is no migration '" + name + "'", null));
    }
    ParityReport report = parity.report(migration);
    boolean maySeeValues = request.role().includes(AdminRole.OPERATOR);
    return Answer.json(
        200, new Shown(maySeeValues ? report : report.withoutValues(), certificate(migration)));
  }

  private CertificateLine certificate(Migration migration) {
    try {
      return CertificateLine.of(certificates.state(migration));
    } catch (Failure e) {
      return new CertificateLine("unknown", 0, "", List.of(e.problem().detail()));
    }
  }

  /** What comparisons have shown, and how the certificate stands. */
  public record Shown(ParityReport parity, CertificateLine certificate) {}

  /**
   * How the last certificate of a migration stands.
   *
   * @param state {@code valid}, {@code void}, {@code broken}, {@code none} or {@code unknown}
   * @param number 0 where there is none
   * @param hash SHA-256 of its file; empty where there is none that is genuine
   * @param reasons why it is not valid
   */
  public record CertificateLine(String state, long number, String hash, List<String> reasons) {
    static CertificateLine of(State state) {
      return switch (state) {
        case State.Valid(var signed) ->
            new CertificateLine("valid", signed.number(), signed.hash(), List.of());
        case State.Voided(var signed, List<String> reasons) ->
            new CertificateLine("void", signed.number(), signed.hash(), reasons);
        case State.Broken(long number, String reason) ->
            new CertificateLine("broken", number, "", List.of(reason));
        case State.Missing(String reason) -> new CertificateLine("none", 0, "", List.of(reason));
      };
    }
  }
}
