package banyan.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import banyan.proxy.certificate.Certificate;
import banyan.proxy.certificate.Certificate.Behaviour;
import banyan.proxy.certificate.CertificateChain;
import banyan.proxy.certificate.CertificateChain.Found;
import banyan.testing.AtOnce;
import banyan.testing.ThrowawayDatabase;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The certificates of several instances on one PostgreSQL. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
final class SharedCertificatesTest {
  @AutoClose
  private static final ThrowawayDatabase DATABASE = ThrowawayDatabase.of(DatabaseTableStore.OWNER);

  /** One key for all instances. */
  @TempDir static Path folder;

  @Test
  void instancesThatIssueAtOnceMakeOneChain() throws Exception {
    int before = instance().verify().size();
    List<Found> issued =
        AtOnce.run(4, () -> instance().issue(certificate("race", "5." + Thread.currentThread())));

    assertThat(issued).allMatch(Found.Genuine.class::isInstance);
    assertThat(instance().verify()).hasSize(before + 4).allMatch(Found.Genuine.class::isInstance);
    assertThat(instance().newest("race")).isInstanceOf(Found.Genuine.class);
    assertThat(instance().newest("nobody")).isInstanceOf(Found.Nothing.class);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "UPDATE certificates SET migration = 'another' | permission denied",
        "DELETE FROM certificates | permission denied",
        "TRUNCATE certificates | permission denied",
        "ALTER TABLE certificates DISABLE TRIGGER append_only | must be owner",
        "DROP TABLE certificates | must be owner"
      })
  void theLoginOfTheApplicationCannotChangeThem(String statement, String refusal) {
    instance().issue(certificate("kept", "5.0"));
    assertThatThrownBy(() -> write(statement)).hasMessageContaining(refusal);
  }

  /** What the login may do is enough to put a row there; the chain is broken afterwards. */
  @Test
  @Order(Integer.MAX_VALUE)
  void aRowThatSomebodyPutThereIsNotGenuine() {
    instance().issue(certificate("planted", "5.0"));
    Found newest = instance().newest("planted");
    long number = ((Found.Genuine) newest).signed().number();
    write(
        ("INSERT INTO certificates SELECT number + 1, 'stolen', file FROM certificates"
                + " WHERE number = %d")
            .formatted(number));

    assertThat(instance().newest("planted")).isEqualTo(newest);
    assertThat(instance().newest("stolen"))
        .isInstanceOfSatisfying(
            Found.Broken.class, broken -> assertThat(broken.number()).isEqualTo(number + 1));
    assertThat(instance().issue(certificate("planted", "5.1"))).isInstanceOf(Found.Broken.class);
  }

  private static void write(String statement) {
    DATABASE.context(DatabaseTableStore.OWNER).write("main", handle -> handle.execute(statement));
  }

  private static CertificateChain instance() {
    return new CertificateChain(
        new DatabaseCertificateStore(DATABASE.database()), folder.resolve("key.pem"));
  }

  private static Certificate certificate(String migration, String build) {
    return new Certificate(
        migration,
        List.of("/orders/**"),
        new Certificate.Version("legacy", "4.1", "sha256:1"),
        new Certificate.Version("orders", build, "sha256:2"),
        Instant.parse("2026-11-21T10:00:00Z"),
        Instant.parse("2026-11-21T11:00:00Z"),
        List.of(new Behaviour("GET /orders/{id} 200", 300, 0)),
        List.of(),
        List.of());
  }
}
