package banyan.proxy.admin;

import banyan.proxy.admin.AdminEndpoint.Answer;
import banyan.proxy.admin.ParityEndpoints.CertificateLine;
import banyan.proxy.certificate.CertificateChain.Found;
import banyan.proxy.migration.Migration;
import banyan.proxy.migration.Migrations;
import banyan.proxy.parity.Certificates;
import banyan.proxy.parity.Certificates.State;
import banyan.wire.Failure;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * The endpoints of the admin listener that verify, show and issue certificates.
 *
 * <p>No such migration, or no certificate: 404. Too little was compared: 428. The store is away:
 * 503.
 */
public final class CertificateEndpoints {
  private static final int BODY_BYTES_MAX = 4 << 10;
  private static final Set<String> KEYS = Set.of("migration");

  private final Migrations migrations;
  private final Certificates certificates;

  private CertificateEndpoints(Migrations migrations, Certificates certificates) {
    this.migrations = migrations;
    this.certificates = certificates;
  }

  /** {@code GET /certificates}, {@code POST /certificates/show|issue}. */
  public static List<AdminEndpoint> of(Migrations migrations, Certificates certificates) {
    CertificateEndpoints endpoints = new CertificateEndpoints(migrations, certificates);
    return List.of(
        AdminEndpoint.get("/certificates", () -> guarded(endpoints::verify)),
        AdminEndpoint.ask(
            "/certificates/show",
            BODY_BYTES_MAX,
            body -> guarded(() -> endpoints.named(body, endpoints::show))),
        AdminEndpoint.post(
            "/certificates/issue",
            BODY_BYTES_MAX,
            request -> guarded(() -> endpoints.named(request.body(), endpoints::issue))));
  }

  private static Answer guarded(Supplier<Answer> code) {
    try {
      return code.get();
    } catch (Failure e) {
      return refusal(e.problem().status(), e.problem().detail());
    }
  }

  private Answer named(String body, Function<Migration, Answer> code) {
    String name = SentObject.parse(body, KEYS).text("migration");
    return migrations
        .find(name)
        .map(code)
        .orElseGet(() -> refusal(404, "there is no migration '" + name + "'"));
  }

  private Answer verify() {
    List<Link> links = new ArrayList<>();
    for (Found found : certificates.verify()) {
      switch (found) {
        case Found.Genuine(var signed) ->
            links.add(new Link(signed.number(), signed.certificate().migration(), signed.hash()));
        case Found.Broken(long number, String reason) -> {
          return Answer.json(200, new Chain(false, links, number, reason));
        }
        case Found.Nothing _ -> throw new IllegalStateException("what was read is there");
      }
    }
    return Answer.json(200, new Chain(true, links, 0, ""));
  }

  private Answer show(Migration migration) {
    CertificateLine line = CertificateLine.of(certificates.state(migration));
    if (line.number() == 0) {
      return refusal(404, "there is no certificate of '" + migration.name() + "'");
    }
    String file =
        certificates
            .bytes(line.number())
            .map(bytes -> new String(bytes, StandardCharsets.UTF_8))
            .orElse("");
    return Answer.json(200, new Shown(line, file));
  }

  private Answer issue(Migration migration) {
    return switch (certificates.issue(migration)) {
      case State.Missing(String reason) -> refusal(428, reason);
      case State.Broken(long number, String reason) ->
          refusal(
              428,
              "certificate %d is not genuine: %s; see banyan certificate verify"
                  .formatted(number, reason));
      case State.Valid _, State.Voided _ -> show(migration);
    };
  }

  private static Answer refusal(int status, String detail) {
    return Answer.json(status, new MigrationEndpoints.Refusal(detail, null));
  }

  /** A certificate that is genuine and follows the one before it. */
  public record Link(long number, String migration, String hash) {}

  /**
   * What is kept, verified.
   *
   * @param isWhole whether all are genuine and none is missing
   * @param certificates those that are well, from the first
   * @param broken the number of the first that is not; 0 for none
   */
  public record Chain(boolean isWhole, List<Link> certificates, long broken, String reason) {}

  /**
   * The last certificate of a migration.
   *
   * @param file its text, to the byte
   */
  public record Shown(CertificateLine certificate, String file) {}
}
