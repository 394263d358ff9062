package banyan.proxy.parity;

import static org.assertj.core.api.Assertions.assertThat;

import banyan.proxy.compare.RecordedAnswer;
import banyan.proxy.migration.Migration;
import banyan.proxy.migration.Side;
import banyan.proxy.route.RouteDocument;
import banyan.proxy.route.RouteTable;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which build and configuration a side is. */
final class SideVersionsTest {
  private static final String DOCUMENT =
      """
      upstreams:
        legacy: {endpoints: ["http://127.0.0.1:9000"]}
        orders: {endpoints: ["http://127.0.0.1:9001"]}
      routes:
        - {match: {path: "/orders/**"}, to: legacy}
        - {match: {path: "/else/**"}, to: legacy}
      """;

  @TempDir Path folder;

  @Test
  void believesTheDocumentBeforeAnswers() {
    try (ComparedShop shop = new ComparedShop(folder)) {
      SideVersions told = versions(ComparedShop.document("build: 4.1", ""));
      assertThat(told.of(shop.migration(), Side.TO).build()).isEqualTo("unknown");
      for (Side side : Side.values()) {
        told.learn(shop.migration(), side, answer("banyan-build: 9.9"));
      }

      assertThat(told.of(shop.migration(), Side.FROM).build()).isEqualTo("4.1");
      assertThat(told.of(shop.migration(), Side.TO).build()).isEqualTo("9.9");
      told.learn(shop.migration(), Side.TO, answer("Banyan-Build: a b"));
      assertThat(told.of(shop.migration(), Side.TO).build()).isEqualTo("9.9");
      assertThat(told.withoutBuild(shop.migration(), Side.TO, answer("Banyan-Build: 1")).fields())
          .hasSize(1);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "to: legacy} | to: legacy, body: 1MiB} | false",
        "127.0.0.1:9000 | 127.0.0.1:9002 | true",
        "127.0.0.1:9001 | 127.0.0.1:9002 | false",
        "9000\"] | 9000\"], build: 7 | false",
        "9000\"] | 9000\"], timeouts: {idle: 5s} | true",
        "9000\"] | 9000\"], retry: {times: 3} | true",
        "9000\"] | 9000\"], balance: {slowStart: 1s} | true",
        "/orders/**\"}, to: legacy | /orders/**\"}, to: legacy, adapt: {request: {path: \"/v1/**\"}} | true",
        "/else/**\"}, to: legacy | /else/**\"}, to: legacy, adapt: {request: {path: \"/v1/**\"}} | false"
      })
  void aConfigurationIsWhatTheProxyDoesOnTheWay(String text, String other, boolean isAnother) {
    try (ComparedShop shop = new ComparedShop(folder)) {
      assertThat(DOCUMENT).contains(text);
      String before = versions(DOCUMENT).of(shop.migration(), Side.FROM).configuration();
      String after =
          versions(DOCUMENT.replace(text, other)).of(shop.migration(), Side.FROM).configuration();

      assertThat(!after.equals(before)).isEqualTo(isAnother);
      assertThat(before).matches("sha256:[0-9a-f]{16}");
    }
  }

  @Test
  void aLocalSideIsTheArtefactAndItsSettings() {
    try (ComparedShop shop = new ComparedShop(folder)) {
      RouteTable table = ComparedShop.table(DOCUMENT);
      Migration out = shop.migration();
      Migration home =
          new Migration(
              "home",
              out.routes(),
              "orders",
              "local",
              out.identity(),
              out.salt(),
              out.stage(),
              out.weight(),
              out.automation(),
              out.terms(),
              out.revision(),
              out.created(),
              out.since(),
              out.reason());
      SideVersions versions = new SideVersions(() -> table, new Here());

      assertThat(versions.of(home, Side.TO))
          .isEqualTo(
              new banyan.proxy.certificate.Certificate.Version("local", "here", "sha256:home"));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"build: 'a b'", "build: ''", "buildField: 'X Y'", "build: [1]"})
  void refusesWhatIsNoBuild(String build) {
    assertThat(
            RouteDocument.read(
                "routes.yaml",
                ComparedShop.document(build, ""),
                banyan.proxy.route.LocalCode.none()))
        .isInstanceOfSatisfying(
            RouteDocument.Reading.Invalid.class,
            invalid -> assertThat(invalid.faults().getFirst().toString()).contains("build"));
  }

  @Test
  void oneValueHasOneText() {
    assertThat(CanonicalText.of(Map.of("b", Set.of(3, 1, 2), "a", List.of(Duration.ofSeconds(5)))))
        .isEqualTo("{1:a=[4:PT5S],1:b=<1:1,1:2,1:3>}");
    assertThat(CanonicalText.hash(List.of("a,b")))
        .isNotEqualTo(CanonicalText.hash(List.of("a", "b")));
  }

  private static SideVersions versions(String document) {
    RouteTable table = ComparedShop.table(document);
    return new SideVersions(() -> table, new Here());
  }

  private static RecordedAnswer answer(String field) {
    return ComparedShop.answer("{}", field);
  }

  private static final class Here implements LocalSide {
    @Override
    public String build() {
      return "here";
    }

    @Override
    public String configuration(Migration migration) {
      return "sha256:" + migration.name();
    }
  }
}
