package banyan.proxy.certificate;

import banyan.proxy.certificate.Certificate.Behaviour;
import banyan.proxy.certificate.Certificate.Rule;
import banyan.proxy.certificate.Certificate.Version;
import java.time.Instant;
import java.util.List;

/** A certificate as a migration of the catalogue would get it. */
final class Samples {
  static final Version FROM = new Version("local", "1.4.0", "sha256:aa");
  static final Version TO = new Version("catalog", "2.0.0", "sha256:bb");
  static final Instant END = Instant.parse("2026-03-01T12:00:00Z");

  private Samples() {}

  static Certificate certificate() {
    return new Certificate(
        "catalog",
        List.of("GET /api/v1/products/**"),
        FROM,
        TO,
        END.minusSeconds(3_600),
        END,
        List.of(
            new Behaviour("GET /products/{id} 200", 12_000, 0),
            new Behaviour("GET /products/{id} 404", 300, 2)),
        List.of("GET /products 200 \"naïve\""),
        List.of(new Rule("r1", "/updatedAt", "ada", "clock skew", END.plusSeconds(86_400))));
  }
}
