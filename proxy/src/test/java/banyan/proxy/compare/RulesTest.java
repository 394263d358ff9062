package banyan.proxy.compare;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Rules relax what they name, as long as they hold, and nothing else. */
final class RulesTest {
  private static final LocalDate TODAY = LocalDate.of(2026, 11, 21);

  @Test
  void eachAllowsWhatItSaysAndNoMore() {
    allows("{at: /a, allow: anything, GROUNDS}", "{\"a\":1}", "{\"a\":[2]}");
    allows("{at: /a, allow: anything, GROUNDS}", "{\"a\":1}", "{}");
    allows("{at: /a, allow: any-value, GROUNDS}", "{\"a\":1}", "{\"a\":2}");
    refuses("{at: /a, allow: any-value, GROUNDS}", "{\"a\":1}", "{\"a\":\"1\"}");
    allows("{at: /a, allow: same-number, GROUNDS}", "{\"a\":1}", "{\"a\":1.0}");
    refuses("{at: /a, allow: same-number, GROUNDS}", "{\"a\":1}", "{\"a\":1.01}");
    allows("{at: /a, allow: tolerance, by: 0.1, GROUNDS}", "{\"a\":1}", "{\"a\":1.1}");
    refuses("{at: /a, allow: tolerance, by: 0.1, GROUNDS}", "{\"a\":1}", "{\"a\":1.11}");
    allows("{at: /a, allow: null-or-absent, GROUNDS}", "{\"a\":null}", "{}");
    refuses("{at: /a, allow: null-or-absent, GROUNDS}", "{\"a\":1}", "{\"a\":null}");
    allows(
        "{at: /a, allow: any-order, GROUNDS}",
        "{\"a\":[\"a\",\"b\",\"c\"]}",
        "{\"a\":[\"b\",\"a\",\"c\"]}");
    refuses(
        "{at: /b, allow: any-order, GROUNDS}",
        "{\"a\":[\"a\",\"b\",\"c\"]}",
        "{\"a\":[\"b\",\"a\",\"c\"]}");
    allows(
        "{at: /a, allow: ids, GROUNDS}",
        "{\"a\":[\"k1\",\"k2\"]}",
        "{\"a\":[\"k7\",\"k8\"]}",
        "/a/*");
    allows(
        "{at: /a, allow: rewrite, from: /v1/, to: /v2/, GROUNDS}",
        "{\"a\":\"/v1/x\"}",
        "{\"a\":\"/v2/x\"}");
    refuses(
        "{at: /a, allow: rewrite, from: /v1/, to: /v2/, GROUNDS}",
        "{\"a\":\"/v1/x\"}",
        "{\"a\":\"/v2/y\"}");
  }

  @Test
  void movesMomentsByRule() {
    String from = "{\"a\":\"2026-01-01T10:00:00Z\",\"b\":\"2026-01-01T10:00:00Z\"}";
    String to = "{\"a\":\"2026-01-01T10:00:20Z\",\"b\":\"2026-01-01T10:00:00Z\"}";
    String zone = "{\"a\":\"2026-01-01T12:00:00+02:00\",\"b\":\"2026-01-01T10:00:00Z\"}";
    allows("{at: /a, allow: skew, by: 30s, GROUNDS}", from, to);
    refuses("{at: /a, allow: skew, by: 10s, GROUNDS}", from, to);
    refuses("{at: /b, allow: skew, by: 30s, GROUNDS}", from, to);
    allows("{at: /a, allow: same-instant, GROUNDS}", from, zone);
    refuses("{at: /b, allow: same-instant, GROUNDS}", from, zone);
  }

  @Test
  void holdForTheirRequestsUntilTheirDay() {
    refuses("{at: /a, allow: any-value, request: POST /x, GROUNDS}", "{\"a\":1}", "{\"a\":2}");
    allows("{at: /a, allow: any-value, request: GET /**, GROUNDS}", "{\"a\":1}", "{\"a\":2}");
    Rules old =
        Benign.rules(
            "relax: [{at: /a, allow: any-value, who: w, why: y, evidence: e, until: 2026-11-20}]");
    assertThat(compare(old, "{\"a\":1}", "{\"a\":2}")).isInstanceOf(Outcome.Different.class);
    assertThat(old.expired(TODAY))
        .containsExactly("rule of line 1: any-value at /a expired on 2026-11-20");
    assertThat(old.expired(LocalDate.of(2026, 11, 20))).isEmpty();
  }

  @Test
  void plannedChangesMustBeThere() {
    Rules added = Benign.rules("expect: [{at: /items/*/b, change: added, GROUNDS}]");
    String old = "{\"items\":[{\"a\":1},{\"a\":2}]}";
    assertThat(compare(added, old, "{\"items\":[{\"a\":1,\"b\":0},{\"a\":2,\"b\":0}]}"))
        .isInstanceOf(Outcome.Same.class);
    assertThat(compare(added, old, "{\"items\":[{\"a\":1,\"b\":0},{\"a\":2}]}"))
        .isEqualTo(
            new Outcome.Different(
                List.of(new Difference.Planned("/items/1/b", "added")),
                0,
                List.of(new Explanation("plan of line 1: added at /items/*/b", 1))));
    assertThat(compare(added, "{}", "{}")).isInstanceOf(Outcome.Same.class);
    Rules removed = Benign.rules("expect: [{at: /a, change: removed, GROUNDS}]");
    assertThat(compare(removed, "{\"a\":1}", "{}")).isInstanceOf(Outcome.Same.class);
    assertThat(compare(removed, "{\"a\":1}", "{\"a\":1}")).isInstanceOf(Outcome.Different.class);
    Rules changed = Benign.rules("expect: [{at: /a, change: changed, GROUNDS}]");
    assertThat(compare(changed, "{\"a\":1}", "{\"a\":\"one\"}")).isInstanceOf(Outcome.Same.class);
    assertThat(compare(changed, "{\"a\":1}", "{\"a\":1}")).isInstanceOf(Outcome.Different.class);
    Rules header = Benign.rules("expect: [{header: X-New, change: added, GROUNDS}]");
    assertThat(compare(header, "{}", "{}")).isInstanceOf(Outcome.Different.class);
  }

  @Test
  void listsAreOrderedWhereTheySaySo() {
    Rules ordered = Benign.rules("ordered: [{at: /a}]");
    String from = "{\"a\":[\"x\",\"c\",\"k\"]}";
    String to = "{\"a\":[\"k\",\"x\",\"c\"]}";
    assertThat(compare(Rules.NONE, from, to)).isInstanceOf(Outcome.Same.class);
    assertThat(compare(ordered, from, to)).isInstanceOf(Outcome.Different.class);
  }

  @Test
  void everyFaultIsToldWithItsPlace() {
    String text =
        """
        relaxed: []
        relax:
          - {at: /a, allow: tolerence, who: w, why: y, evidence: e, until: 2027-01-01}
          - {at: /a/**, allow: anything, who: w, why: y, evidence: e, until: tomorrow}
          - {at: /a, header: X, allow: skew, by: 5, who: w, why: y, evidence: e, until: 2027-01-01}
          - {at: /a, allow: any-value, by: 5, who: w}
        expect:
          - {at: /b, change: aded, who: w, why: y, evidence: e, until: 2027-01-01}
        """;
    assertThat(Rules.read("r.yaml", text))
        .isInstanceOfSatisfying(
            Rules.Reading.Invalid.class,
            invalid ->
                assertThat(invalid.faults().stream().map(Object::toString))
                    .anySatisfy(
                        fault ->
                            assertThat(fault)
                                .startsWith(
                                    "r.yaml:1:1: unknown key 'relaxed'; did you mean 'relax'"))
                    .anySatisfy(
                        fault ->
                            assertThat(fault)
                                .startsWith("r.yaml:3:5:")
                                .contains("did you mean 'tolerance'"))
                    .anySatisfy(
                        fault ->
                            assertThat(fault)
                                .startsWith("r.yaml:4:10:")
                                .contains("there is no '**'"))
                    .anySatisfy(
                        fault -> assertThat(fault).startsWith("r.yaml:4:").contains("2027-03-31"))
                    .anySatisfy(
                        fault ->
                            assertThat(fault).startsWith("r.yaml:5:5:").contains("name one place"))
                    .anySatisfy(fault -> assertThat(fault).startsWith("r.yaml:5:").contains("30s"))
                    .anySatisfy(
                        fault ->
                            assertThat(fault).startsWith("r.yaml:6:").contains("unknown key 'by'"))
                    .anySatisfy(
                        fault ->
                            assertThat(fault)
                                .startsWith("r.yaml:6:5:")
                                .contains("'evidence' is missing"))
                    .anySatisfy(
                        fault ->
                            assertThat(fault)
                                .startsWith("r.yaml:8:")
                                .contains("did you mean 'added'")));
    assertThat(Rules.read("r.yaml", "")).isEqualTo(new Rules.Reading.Valid(Rules.NONE));
    assertThat(Rules.read("r.yaml", "relax: {")).isInstanceOf(Rules.Reading.Invalid.class);
  }

  private static void allows(String rule, String from, String to) {
    assertThat(compare(Benign.rules("relax: [" + rule + "]"), from, to))
        .as(rule)
        .isInstanceOf(Outcome.Same.class);
    assertThat(compare(Rules.NONE, from, to)).as(rule).isInstanceOf(Outcome.Different.class);
  }

  private static void allows(String rule, String from, String to, String at) {
    allows(rule.replace("at: /a", "at: " + at), from, to);
  }

  private static void refuses(String rule, String from, String to) {
    assertThat(compare(Benign.rules("relax: [" + rule + "]"), from, to))
        .as(rule)
        .isInstanceOf(Outcome.Different.class);
  }

  private static Outcome compare(Rules rules, String from, String to) {
    return Comparison.of(
        new RecordedPair("pair", RecordedRequest.unknown(), answer(from), answer(to)),
        rules,
        TODAY);
  }

  private static RecordedAnswer answer(String body) {
    return new RecordedAnswer(
        200,
        List.of(new RecordedField("Content-Type", "application/json")),
        body.getBytes(StandardCharsets.UTF_8));
  }
}
