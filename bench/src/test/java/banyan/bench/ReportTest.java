package banyan.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class ReportTest {
  private static final Machine MACHINE = new Machine("fast", 2, "Linux 6", "JDK 25");

  private static final Figures FIGURES =
      new Figures(
          "how long",
          List.of("P50 µs", "P99 µs"),
          List.of(
              new Figures.Values("banyan", List.of(1.25, 2.0)),
              new Figures.NotMeasured("caddy", "at most 9 requests/s")));

  private static Peer peer(String name) {
    return new Peer(
        name,
        "its settings",
        Peer.NOTHING_TO_INSTALL,
        () -> {
          throw new BenchFailure("not to be started");
        });
  }

  /** Windows of a second with a thousand requests, of so many microseconds each. */
  private static Row measured(String peer, long... micros) {
    List<Window> windows =
        java.util.Arrays.stream(micros)
            .mapToObj(each -> new Window(1_000, each * 1_000, 1_000_000_000, 3 << 20))
            .toList();
    return new Row.Measured("GET /", peer(peer), windows);
  }

  private static Report report(Row... rows) {
    return new Report(
        "./banyan bench local",
        Instant.EPOCH,
        MACHINE,
        Map.of("load", "little"),
        List.of(rows).stream().map(Row::peer).toList(),
        Findings.NOTHING.withRows(List.of(rows)).with(FIGURES));
  }

  @Test
  void comparesMediansWithOurs() {
    var rows =
        report(measured("banyan", 90, 10, 20), measured("other", 30, 31, 29, 30))
            .json()
            .path("rows");

    assertThat(rows.path(0).path("cpuMicrosPerRequest").asDouble()).isEqualTo(20);
    assertThat(rows.path(0).path("most").asDouble()).isEqualTo(90);
    assertThat(rows.path(1).path("ratio").asDouble()).isEqualTo(1.5);
    assertThat(rows.path(1).path("requests").asLong()).isEqualTo(4_000);
  }

  @Test
  void saysWhoWasNotMeasuredAndWhy() {
    Report report =
        report(
            measured("banyan", 10),
            new Row.NotMeasured("GET /", peer("express"), "node is not installed"));

    assertThat(report.text()).containsPattern("express +not measured: node is not installed");
    assertThat(report.json().path("rows").path(1).path("notMeasured").asText())
        .isEqualTo("node is not installed");
  }

  @Test
  void tellsFiguresOfOtherStudies() {
    Report report = report(measured("banyan", 10));

    assertThat(report.text())
        .containsPattern("PEER +P50 µs +P99 µs")
        .containsPattern("banyan +1.3 +2.0")
        .containsPattern("caddy +not measured: at most 9 requests/s");
    assertThat(
            report.json().path("figures").path(0).path("lines").path(0).path("P99 µs").asDouble())
        .isEqualTo(2.0);
  }

  @Test
  void tellsMachineDateCommandAndSettings() {
    String text = report(measured("banyan", 10)).text();

    assertThat(text)
        .contains("./banyan bench local", "1970-01-01T00:00:00Z", "fast, 2 processors")
        .contains("load: little", "banyan: its settings")
        .containsPattern("banyan +10.0 +10.0 +10.0 +1.00 +1000 +0.01 +3.0");
  }
}
