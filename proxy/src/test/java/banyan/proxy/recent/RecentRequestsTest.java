package banyan.proxy.recent;

import static org.assertj.core.api.Assertions.assertThat;

import banyan.proxy.match.Given;
import banyan.proxy.match.WireHead;
import banyan.proxy.recent.WhatIf.Answerer;
import banyan.proxy.recent.WhatIf.Change;
import banyan.proxy.route.LocalCode;
import banyan.proxy.route.RouteDocument;
import banyan.proxy.route.RouteDocument.Reading;
import banyan.proxy.route.RouteTable;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.IntStream;
import org.eclipse.jetty.http.HttpFields;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RecentRequestsTest {
  private static final String HEAD =
      "upstreams: {a: {endpoints: ['http://a']}, b: {endpoints: ['http://b']}}\nroutes:\n";

  private Instant now = Instant.parse("2026-11-21T10:00:00Z");
  private final RecentRequests recent = new RecentRequests(() -> now, 3);

  @Test
  void theOldestMakesRoomForTheNewest() {
    for (String path : List.of("/1", "/2", "/3", "/4")) {
      recent.note(head(path, null));
    }
    assertThat(recent.heads())
        .extracting(RecentHead::path)
        .containsExactlyInAnyOrder("/2", "/3", "/4");
  }

  @Test
  void headsAreForgottenAfterTenMinutes() {
    recent.note(head("/1", null));
    now = now.plus(RecentRequests.AGE_MAX);
    recent.note(head("/2", null));
    now = now.plus(Duration.ofMillis(1));
    assertThat(recent.heads()).extracting(RecentHead::path).containsExactly("/2");
  }

  @Test
  void aBusyProcessRemembersMinutesAndNotSeconds() {
    assertThat(dueOf(RecentRequests.BURST + 1)).isEqualTo(RecentRequests.BURST);
    now = now.plus(RecentRequests.PACE.multipliedBy(3));
    assertThat(dueOf(10)).isEqualTo(3);
    now = now.plus(RecentRequests.AGE_MAX);
    assertThat(dueOf(RecentRequests.BURST + 1)).isEqualTo(RecentRequests.BURST);
    assertThat(RecentRequests.BURST + RecentRequests.AGE_MAX.dividedBy(RecentRequests.PACE))
        .isEqualTo(RecentRequests.HEADS_MAX);
  }

  private long dueOf(int requests) {
    return IntStream.range(0, requests).filter(_ -> recent.isDue()).count();
  }

  @Test
  void ofValuesOnlyFingerprintsStay() {
    HttpFields fields =
        HttpFields.build()
            .add("Authorization", "Bearer secret")
            .add("X-Api-Key", "secret")
            .add("Cookie", "session=secret");
    RecentHead head =
        Objects.requireNonNull(
            RecentHead.of(wire("/p", "token=secret", fields), "token=secret", fields, "main"));
    assertThat(head.field("authorization")).isEqualTo(new Given.Absent());
    assertThat(head.field("cookie")).isEqualTo(new Given.Absent());
    for (Given given :
        List.of(head.field("x-api-key"), head.cookie("session"), head.parameter("token"))) {
      assertThat(given).isInstanceOf(Given.Printed.class);
      assertThat(given.toString()).doesNotContain("secret");
      assertThat(given.isOneOf(Set.of("other", "secret"))).isTrue();
      assertThat(given.isOneOf(Set.of("other"))).isFalse();
    }
  }

  @Test
  void aHeadThatIsTooLargeIsNotKept() {
    assertThat(
            RecentHead.of(
                wire("/" + "p".repeat(3_000), null, HttpFields.EMPTY),
                null,
                HttpFields.EMPTY,
                "main"))
        .isNull();
    String query = "p".repeat(3_000) + "=1";
    assertThat(RecentHead.of(wire("/p", query, HttpFields.EMPTY), query, HttpFields.EMPTY, "main"))
        .isNull();
  }

  @Test
  void requestsThatWouldGoElsewhereAreCountedByRouteWithSamples() {
    RouteTable old = table("- {match: {path: /**}, to: a}\n");
    RouteTable next =
        table(
            "- {match: {path: /**}, to: a}\n"
                + "- {match: {path: /**, fields: {X: 1}}, to: b}\n"
                + "- {match: {path: /gone, methods: [PUT]}, to: b}\n");
    List<RecentHead> heads =
        List.of(
            head("/1", "1"), head("/2", "1"), head("/2", "1"), head("/3", "2"), head("/4", null));
    assertThat(WhatIf.of(heads, old, next))
        .isEqualTo(
            new WhatIf(
                5,
                3,
                List.of(
                    new Change(
                        new Answerer("* /**", "a (http://a)"),
                        new Answerer("* /** [field x=1]", "b (http://b)"),
                        3,
                        List.of("GET h/1", "GET h/2")))));
  }

  @Test
  void aRequestThatNobodyWouldAnswerGoesTo404() {
    RouteTable old = table("- {match: {path: /**}, to: a}\n");
    RouteTable next = table("- {match: {path: /1, methods: [PUT]}, to: a}\n");
    assertThat(WhatIf.of(List.of(head("/1", null), head("/2", null)), old, next).changes())
        .extracting(change -> change.to().destination())
        .containsExactlyInAnyOrder("405", "404");
  }

  @Test
  void theSameTableChangesNothing() {
    RouteTable table = table("- {match: {path: /**}, to: a}\n");
    assertThat(WhatIf.of(List.of(head("/1", "1")), table, table))
        .isEqualTo(new WhatIf(1, 0, List.of()));
  }

  private static RecentHead head(String path, @Nullable String x) {
    HttpFields fields = x == null ? HttpFields.EMPTY : HttpFields.build().add("X", x);
    return Objects.requireNonNull(RecentHead.of(wire(path, null, fields), null, fields, "main"));
  }

  private static WireHead wire(String path, @Nullable String query, HttpFields fields) {
    return new WireHead("h", "GET", path, query, fields);
  }

  private static RouteTable table(String routes) {
    return switch (RouteDocument.read("routes.yaml", HEAD + routes, LocalCode.none())) {
      case Reading.Valid valid -> valid.document().over(LocalCode.none());
      case Reading.Invalid invalid -> throw new AssertionError(invalid.faults().toString());
    };
  }
}
