package banyan.app;

import static org.assertj.core.api.Assertions.assertThat;

import banyan.app.CommandLineUser.Ending;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code banyan migration diff}, and the certificates of a running process. */
final class MigrationDiffCommandTest {
  private static final String SHOWN =
      """
      {"parity": {"migration": "orders", "stage": "shadow", "since": "2026-11-21T10:00:00Z",
        "reason": "the new side is build 5.1, not 5.0",
        "from": {"target": "legacy", "build": "4.1", "configuration": "sha256:1"},
        "to": {"target": "fresh", "build": "5.1", "configuration": "sha256:2"},
        "learned": 20, "waiting": 0,
        "rules": {"file": "orders.rules.yaml", "inForce": ["ids at /no"], "expired": ["rule of line 7"],
          "faults": ["orders.rules.yaml:9:1: x"]},
        "forward": {"compared": 400, "mismatched": 3, "bound": 0.0193, "behaviours": [],
          "differences": [
            {"route": "GET /orders/{id}", "kind": "value", "place": "/total", "count": 3,
              "first": "2026-11-21T10:01:00Z", "last": "2026-11-21T10:02:00Z",
              "samples": [{"when": "2026-11-21T10:02:00Z", "request": "GET /orders/7?page",
                "from": "12.50", "to": "12.5", "why": "the same number"}]},
            {"route": "GET /orders", "kind": "missing", "place": "/*/note", "count": 1,
              "first": "2026-11-21T10:01:00Z", "last": "2026-11-21T10:01:00Z",
              "samples": [{"when": "2026-11-21T10:01:00Z", "request": "GET /orders",
                "from": "\\"x\\"", "to": null, "why": ""}]}],
          "unlisted": 2,
          "noise": [{"route": "GET /orders/{id}", "place": "/stock", "self": 9, "selfPairs": 20,
            "cross": 170, "crossPairs": 400}],
          "uncompared": {"coding br": 4}, "benign": {"clock skew": 12}},
        "reverse": {"compared": 0, "mismatched": 0, "bound": 1},
        "uncovered": {"POST /orders 201": 5}},
       "certificate": {"state": "void", "number": 2, "hash": "ab", "reasons": ["the candidate is build 5.1"]}}
      """;

  @TempDir Path folder;

  @Test
  void saysWhatDiffersAndWhatIsNotKnown() throws IOException {
    List<String> lines = ParityLines.of(new JsonMapper().readTree(SHOWN), "forward");

    assertThat(lines)
        .contains(
            "  compared  400, 3 differ, below 1.9300 % at 95 %",
            "  since     2026-11-21T10:00:00Z, as the new side is build 5.1, not 5.0",
            "  to        fresh, build 5.1, configuration sha256:2",
            "  expired   rule of line 7; it does nothing",
            "value /total of GET /orders/{id}: 3, first 2026-11-21T10:01:00Z, last"
                + " 2026-11-21T10:02:00Z",
            "  GET /orders/7?page: 12.50 became 12.5 (the same number)",
            "  GET /orders: lacks; it was \"x\"",
            "and 2 differences at further places",
            "POST /orders 201  5",
            "coding br     4");
    assertThat(String.join("\n", lines)).containsPattern("/stock +GET /orders/\\{id} +9 of 20");
    assertThat(ParityLines.summary(new JsonMapper().readTree(SHOWN)))
        .contains("  certified no more: certificate 2 is void: the candidate is build 5.1");
  }

  @Test
  void whatWasNotComparedIsNoPass() throws IOException {
    try (MigratingProxy proxy = new MigratingProxy(folder)) {
      proxy.create();
      Files.writeString(folder.resolve("orders.rules.yaml"), "relax: [{}]\n");

      Ending diff = proxy.types("migration", "diff", "orders");
      assertThat(diff.code()).isEqualTo(1);
      assertThat(diff.out())
          .contains(
              "compared  0, 0 differ, below 100.0000 %",
              "from      legacy, build unknown, configuration sha256:",
              "orders.rules.yaml:1:9: 'allow' is missing");
      assertThat(proxy.types("migration", "diff", "orders", "--json").out())
          .contains("\"mismatched\" : 0");
      assertThat(proxy.types("migration", "diff", "nothing").err())
          .contains("there is no migration 'nothing'");
      assertThat(proxy.types("migration", "diff").code()).isEqualTo(2);
      assertThat(proxy.well("migration", "show", "orders"))
          .contains("  compared  0, 0 differ", "  certified by none yet", "  rules     ");

      assertThat(proxy.types("certificate", "issue", "orders").err())
          .contains("the build of 'legacy' is not known: write upstreams.legacy.build");
      assertThat(proxy.types("certificate", "show", "orders").err())
          .contains("there is no certificate of 'orders'");
      assertThat(proxy.well("certificate", "verify")).contains("is whole: 0 certificates");
    }
  }
}
