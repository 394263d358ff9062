package banyan.proxy.parity;

import static org.assertj.core.api.Assertions.assertThat;

import banyan.proxy.certificate.CertificateChain.Found;
import banyan.proxy.migration.Migrations.Outcome;
import banyan.proxy.migration.Move;
import banyan.proxy.migration.Stage;
import banyan.proxy.parity.Certificates.State;
import banyan.proxy.shadow.Pairing;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Certificates from comparisons, and the moves that rest on them. */
final class CertificatesTest {
  private static final String SAME = "{\"total\": 12.50}";

  @TempDir Path folder;

  @Test
  void aMoveRestsOnACertificateThatWasIssuedForIt() {
    try (ComparedShop shop = new ComparedShop(folder).start()) {
      shop.same(300);
      shop.report();

      assertThat(shop.canary("1")).isInstanceOf(Outcome.Done.class);
      assertThat(valid(shop).certificate().total().samples()).isEqualTo(300);
      assertThat(shop.migrations.log().entries(2).getFirst().text())
          .contains("\"certificate\"", "1:" + valid(shop).hash());
      // It still holds, so there is no other one.
      assertThat(shop.canary("10")).isInstanceOf(Outcome.Done.class);
      assertThat(shop.certificates.verify()).hasSize(1);
    }
  }

  @Test
  void tellsWithNumbersWhatIsMissing() {
    try (ComparedShop shop = new ComparedShop(folder).start()) {
      assertThat(reason(shop)).endsWith("0 of 300 comparisons are there, 0 differ");
      shop.same(299);
      shop.report();
      assertThat(reason(shop))
          .isEqualTo(
              "this move needs a valid certificate of parity: there is no certificate of this"
                  + " migration; 299 of 300 comparisons are there, 0 differ");
      assertThat(shop.migration().stage()).isEqualTo(Stage.SHADOW);
    }
  }

  @Test
  void aBehaviourThatDiffersIsNotOutvotedByOthers() {
    try (ComparedShop shop = new ComparedShop(folder).start()) {
      shop.same(900);
      shop.pair(
          "GET /orders", Pairing.FORWARD, ComparedShop.answer("[1]"), ComparedShop.answer("[2]"));
      shop.report();

      assertThat(reason(shop))
          .contains("'GET /orders 200' differs in 1 of 1 comparisons, more than 1 %");
    }
  }

  @Test
  void aFewMismatchesOfManyAreTolerated() {
    try (ComparedShop shop = new ComparedShop(folder).start()) {
      shop.same(400);
      shop.pair(Pairing.FORWARD, SAME, "{\"total\": 12.51}");
      shop.report();
      // At 95 % up to 1.18 % of the answers may differ.
      assertThat(reason(shop)).contains("1 of 401 comparisons differ, so at 95 % up to 1.1", "1 %");

      shop.same(200);
      shop.report();
      assertThat(shop.canary("1")).isInstanceOf(Outcome.Done.class);
      assertThat(valid(shop).certificate().total().mismatches()).isEqualTo(1);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "build: 4.1 | build: 5.1 | the candidate is build 5.1, not 5.0",
        "build: 4.2 | build: 5.0 | the baseline is build 4.2, not 4.1",
        "build: 4.1 | 'build: 5.0, timeouts: {idle: 5s}' | the candidate has the configuration sha256:"
      })
  void aRedeployOfEitherSideVoidsIt(String legacy, String orders, String reason) {
    try (ComparedShop shop = new ComparedShop(folder).start()) {
      shop.same(300);
      shop.report();
      assertThat(shop.canary("1")).isInstanceOf(Outcome.Done.class);

      shop.publish(ComparedShop.document(legacy, orders));
      assertThat(((State.Voided) shop.certificates.state(shop.migration())).reasons())
          .singleElement()
          .asString()
          .startsWith(reason);
      Outcome refused = shop.canary("10");
      assertThat(refused).isInstanceOf(Outcome.Unproven.class);
      assertThat(refused.toString())
          .contains("certificate 1 is void: " + reason, "0 of 300 comparisons");
      assertThat(shop.move(new Move.RollBack(null))).isInstanceOf(Outcome.Done.class);

      shop.same(300);
      shop.report();
      assertThat(shop.canary("10")).isInstanceOf(Outcome.Done.class);
      assertThat(shop.certificates.verify()).hasSize(2).allMatch(Found.Genuine.class::isInstance);
    }
  }

  @Test
  void theDayOnWhichARuleExpiresVoidsIt() throws IOException {
    Files.writeString(
        folder.resolve("orders.rules.yaml"),
        "relax:\n  - {at: /total, allow: same-number, who: ada, why: floats, evidence: e,"
            + " until: 2026-11-21}\n");
    try (ComparedShop shop = new ComparedShop(folder).start()) {
      shop.same(300);
      shop.report();
      assertThat(shop.canary("1")).isInstanceOf(Outcome.Done.class);
      assertThat(valid(shop).certificate().rules().getFirst().who()).isEqualTo("ada");

      shop.now = Instant.parse("2026-11-22T00:00:00Z");
      assertThat(shop.canary("10").toString())
          .contains("certificate 1 is void", "expired at 2026-11-22T00:00:00Z");
    }
  }

  @Test
  void whatIsComparedLaterCanSpeakAgainstIt() {
    try (ComparedShop shop = new ComparedShop(folder).start()) {
      shop.same(300);
      shop.report();
      assertThat(shop.canary("1")).isInstanceOf(Outcome.Done.class);
      for (int i = 0; i < 10; i++) {
        shop.pair(Pairing.FORWARD, SAME, "{}");
      }
      shop.report();

      assertThat(shop.canary("10").toString())
          .contains("speak against it", "differs in 10 of 310 comparisons");
    }
  }

  @Test
  void aSideThatDoesNotTellItsBuildIsNotCertified() {
    try (ComparedShop shop = new ComparedShop(folder, ComparedShop.document("", "")).start()) {
      shop.same(300);
      shop.report();
      assertThat(reason(shop))
          .contains("the build of 'legacy' is not known: write upstreams.legacy.build");

      shop.publish(ComparedShop.document("build: 4.1", "buildField: X-Version"));
      for (int i = 0; i < 300; i++) {
        shop.pair(
            ComparedShop.ROUTE,
            Pairing.FORWARD,
            ComparedShop.answer(SAME),
            ComparedShop.answer(SAME, "X-Version: 5.0"));
      }
      shop.report();
      assertThat(shop.canary("1")).isInstanceOf(Outcome.Done.class);
      assertThat(valid(shop).certificate().to().build()).isEqualTo("5.0");
    }
  }

  @Test
  void aRestartKeepsTheChainAndNotTheComparisons() {
    try (ComparedShop shop = new ComparedShop(folder).start()) {
      shop.same(300);
      shop.report();
      assertThat(shop.canary("1")).isInstanceOf(Outcome.Done.class);
    }
    try (ComparedShop shop = new ComparedShop(folder).start()) {
      assertThat(shop.report().forward().compared()).isZero();
      assertThat(valid(shop).number()).isEqualTo(1);
      assertThat(shop.canary("10")).isInstanceOf(Outcome.Done.class);
    }
  }

  @ParameterizedTest
  @CsvSource({"300, 900", "window, windov", "\"number\":1, \"number\":2"})
  void aByteThatWasChangedInTheStoreFailsTheMove(String text, String other) throws IOException {
    try (ComparedShop shop = new ComparedShop(folder).start()) {
      shop.same(300);
      shop.report();
      assertThat(shop.canary("1")).isInstanceOf(Outcome.Done.class);

      Path file = folder.resolve("certificates/1.json");
      Files.writeString(file, Files.readString(file).replaceFirst(text, other));
      assertThat(shop.canary("10").toString())
          .contains("Unproven", "certificate 1 is not genuine", "certificate verify");
      List<Found> chain = shop.certificates.verify();
      assertThat(chain).singleElement().isInstanceOf(Found.Broken.class);
    }
  }

  /** It would be the one before the next: nothing is put behind it. */
  @Test
  void aChainWhoseMiddleIsGoneIsBroken() throws IOException {
    try (ComparedShop shop = new ComparedShop(folder).start()) {
      for (String build : List.of("5.1", "5.2")) {
        shop.publish(ComparedShop.document("build: 4.1", "build: " + build));
        shop.same(300);
        shop.report();
        assertThat(shop.certificates.issue(shop.migration())).isInstanceOf(State.Valid.class);
      }
      Files.delete(folder.resolve("certificates/1.json"));

      assertThat(shop.canary("1").toString())
          .contains("certificate 1 is not genuine: it is missing");
      assertThat(shop.certificates.verify())
          .singleElement()
          .isInstanceOfSatisfying(
              Found.Broken.class,
              broken -> assertThat(broken.reason()).contains("is number 2 where 1 follows"));
    }
  }

  private static banyan.proxy.certificate.SignedCertificate valid(ComparedShop shop) {
    return ((State.Valid) shop.certificates.state(shop.migration())).signed();
  }

  private static String reason(ComparedShop shop) {
    return ((Outcome.Unproven) shop.canary("1")).reason();
  }
}
