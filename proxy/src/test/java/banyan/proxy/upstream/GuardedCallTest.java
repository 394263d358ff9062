package banyan.proxy.upstream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import banyan.proxy.balance.Balance;
import banyan.proxy.resilience.AttemptEnd;
import banyan.proxy.resilience.Breaker;
import banyan.proxy.resilience.BreakerPolicy;
import banyan.proxy.resilience.Bulkhead;
import banyan.proxy.resilience.Guard;
import banyan.proxy.resilience.GuardEvent;
import banyan.proxy.resilience.Guards;
import banyan.proxy.resilience.InFlightPolicy;
import banyan.proxy.resilience.Protection;
import banyan.proxy.resilience.RetryPolicy;
import banyan.proxy.route.Balancing;
import banyan.proxy.route.Upstream;
import banyan.testing.ScriptedUpstream;
import banyan.wire.Deadline;
import banyan.wire.Fields;
import banyan.wire.Outbound.Message;
import banyan.wire.Outbound.Outcome;
import banyan.wire.Outbound.Outcome.Answered;
import banyan.wire.Outbound.Outcome.Unanswered;
import banyan.wire.Settings;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Calls to other processes, under the guards that proxied requests have. */
final class GuardedCallTest {
  private static final Duration LIMIT = Duration.ofSeconds(15);
  private static final Duration HOUR = Duration.ofHours(1);
  private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";
  private static final String BUSY = "HTTP/1.1 503 Busy\r\nContent-Length: 0\r\n\r\n";

  private static final Guards GUARDS = new Guards(System::nanoTime);
  private static final AtomicInteger NAMES = new AtomicInteger();
  private static CallClient client;

  /** Of an upstream that no other test has. */
  private final String name = "upstream-" + NAMES.incrementAndGet();

  @BeforeAll
  static void start() {
    client = CallClient.start(new Settings(Map.of()), new Balance(System::nanoTime), GUARDS);
  }

  @AfterAll
  static void stop() throws Exception {
    client.close();
  }

  @Test
  void whatWasNotProcessedGoesToTheNextEndpoint() throws IOException {
    try (var upstream = ScriptedUpstream.answering(OK)) {
      Upstream two = upstream(guarded(RetryPolicy.DEFAULT), nobody(), upstream.origin());
      for (int i = 0; i < 4; i++) {
        assertThat(send(two, message(false, false))).isInstanceOf(Answered.class);
      }
      assertThat(upstream.received()).hasSize(4);
    }
  }

  @Test
  void aRefusedConnectionIsTriedOnceMore() throws IOException {
    Upstream gone = upstream(guarded(RetryPolicy.DEFAULT), nobody());
    assertThat(send(gone, message(false, false)))
        .isEqualTo(new Unanswered(false, false, UpstreamFailure.CONNECTION_REFUSED.detail()));
    assertThat(guard(gone).counted(GuardEvent.RETRY)).isEqualTo(1);
  }

  @Test
  void anEmptyBudgetSendsNothingAgain() {
    try (var upstream = ScriptedUpstream.start(breakingOff(Integer.MAX_VALUE))) {
      Upstream poor = upstream(guarded(retry(1, false, 0)), upstream.origin());
      assertThat(send(poor, message(true, false))).isInstanceOf(Unanswered.class);
      assertThat(upstream.received()).hasSize(1);
      assertThat(guard(poor).counted(GuardEvent.BUDGET_SPENT)).isEqualTo(1);
    }
  }

  @ParameterizedTest(name = "query {0}, with a key {1}, keys respected {2}: sent {3} times")
  @CsvSource({
    "true, false, false, 2",
    "false, false, true, 1",
    "false, true, false, 1",
    "false, true, true, 2",
  })
  void whatMayHaveBeenDoneIsSentAgainWhereThatHarmsNobody(
      boolean isQuery, boolean isKeyed, boolean isKeyRespected, int times) {
    try (var upstream = ScriptedUpstream.start(breakingOff(1))) {
      Upstream asked = upstream(guarded(retry(1, isKeyRespected, 10)), upstream.origin());
      Outcome outcome = send(asked, message(isQuery, isKeyed));
      if (times == 2) {
        assertThat(outcome).isInstanceOf(Answered.class);
      } else {
        assertThat(outcome)
            .isInstanceOfSatisfying(
                Unanswered.class, failed -> assertThat(failed.mayBeProcessed()).isTrue());
      }
      assertThat(upstream.received()).hasSize(times);
    }
  }

  /** In whichever order the two are asked. */
  @Test
  void whatOneAttemptMayHaveDoneIsNotUndoneByAnother() throws IOException {
    try (var upstream = ScriptedUpstream.start(breakingOff(Integer.MAX_VALUE))) {
      for (int i = 0; i < 4; i++) {
        Upstream two =
            upstream(name + "-" + i, guarded(retry(1, true, 10)), nobody(), upstream.origin());
        assertThat(send(two, message(false, true)))
            .isInstanceOfSatisfying(
                Unanswered.class, failed -> assertThat(failed.mayBeProcessed()).isTrue());
      }
    }
  }

  @Test
  void anAnswerThatSaysNotNowIsFollowedByAnotherAttemptOrStands() {
    try (var upstream = ScriptedUpstream.answering(BUSY)) {
      Upstream asked = upstream(guarded(retry(2, false, 10)), upstream.origin());
      assertThat(send(asked, message(true, false)))
          .isInstanceOfSatisfying(
              Answered.class, answered -> assertThat(answered.status()).isEqualTo(503));
      assertThat(upstream.received()).hasSize(3);
    }
  }

  @Test
  void anUpstreamThatFailsTooOftenIsLeftAlone() {
    BreakerPolicy twice = new BreakerPolicy(0.5, 2, HOUR, HOUR, HOUR, 1);
    try (var upstream = ScriptedUpstream.answering(BUSY)) {
      Upstream failing =
          upstream(new Protection(retry(0, false, 0), null, twice, null), upstream.origin());
      send(failing, message(true, false));
      send(failing, message(true, false));
      assertThat(send(failing, message(true, false)))
          .isEqualTo(new Unanswered(false, false, UpstreamFailure.BREAKER_OPEN.detail()));
      assertThat(upstream.received()).hasSize(2);
      assertThat(guard(failing).counted(GuardEvent.BREAKER_OPEN)).isEqualTo(1);
      assertThat(GUARDS.breaker(failing.name())).hasValue(Breaker.Condition.OPEN);
    }
  }

  @Test
  void callsWaitForAPlaceOneBehindTheOtherAndNoMoreThanTheQueueHolds() throws Exception {
    CountDownLatch mayAnswer = new CountDownLatch(1);
    try (var upstream = held(mayAnswer)) {
      Upstream narrow = placed(upstream, new InFlightPolicy(1, 1, LIMIT));
      var working = CompletableFuture.supplyAsync(() -> send(narrow, message(true, false)));
      await().atMost(LIMIT).until(() -> upstream.received().size() == 1);
      var waiting = CompletableFuture.supplyAsync(() -> send(narrow, message(true, false)));
      await().atMost(LIMIT).until(() -> places(narrow).queued() == 1);

      assertThat(send(narrow, message(true, false)))
          .isEqualTo(new Unanswered(false, false, UpstreamFailure.QUEUE_FULL.detail()));
      mayAnswer.countDown();
      assertThat(working.get()).isInstanceOf(Answered.class);
      assertThat(waiting.get()).isInstanceOf(Answered.class);
      assertThat(places(narrow).inFlight()).isZero();
      assertThat(guard(narrow).counted(GuardEvent.QUEUE_FULL)).isEqualTo(1);
    }
  }

  @Test
  void whoWaitsTooLongForAPlaceIsNotSent() throws Exception {
    CountDownLatch mayAnswer = new CountDownLatch(1);
    try (var upstream = held(mayAnswer)) {
      Upstream narrow = placed(upstream, new InFlightPolicy(1, 1, Duration.ofMillis(50)));
      var working = CompletableFuture.supplyAsync(() -> send(narrow, message(true, false)));
      await().atMost(LIMIT).until(() -> upstream.received().size() == 1);

      assertThat(send(narrow, message(true, false)))
          .isEqualTo(new Unanswered(false, false, UpstreamFailure.QUEUE_TIME.detail()));
      assertThat(client.to(narrow).send(message(true, false), Deadline.in(Duration.ofMillis(20))))
          .isEqualTo(new Unanswered(false, true, UpstreamFailure.DEADLINE.detail()));
      mayAnswer.countDown();
      assertThat(working.get()).isInstanceOf(Answered.class);
      assertThat(upstream.received()).hasSize(1);
      assertThat(places(narrow).queued()).isZero();
    }
  }

  @Test
  void theOtherSideHearsHowMuchTimeIsLeftOfTheWhole() {
    try (var upstream = ScriptedUpstream.start(breakingOff(1))) {
      Upstream.Timeouts whole = new Upstream.Timeouts(LIMIT, LIMIT, LIMIT, Duration.ofSeconds(9));
      Upstream timed =
          new Upstream(
              name,
              List.of(upstream.origin()),
              whole,
              null,
              Balancing.DEFAULT,
              guarded(RetryPolicy.DEFAULT));
      assertThat(send(timed, message(true, false))).isInstanceOf(Answered.class);
      List<Integer> told =
          upstream.received().stream()
              .map(received -> Integer.valueOf(received.field(Fields.DEADLINE).orElseThrow()))
              .toList();
      assertThat(told.get(0)).isBetween(1, 9_000);
      assertThat(told.get(1)).isBetween(1, told.get(0));
    }
  }

  private static Outcome send(Upstream upstream, Message message) {
    return client.to(upstream).send(message, Deadline.in(LIMIT));
  }

  private static Message message(boolean isQuery, boolean isKeyed) {
    Map<String, String> fields = new HashMap<>(Map.of(Fields.DEADLINE, "999999"));
    if (isKeyed) {
      fields.put(Fields.IDEMPOTENCY_KEY, "k");
    }
    byte[] body = "{}".getBytes(StandardCharsets.UTF_8);
    return new Message("/_banyan/calls/a/b", fields, body, 1 << 16, isQuery);
  }

  private Upstream upstream(Protection protection, URI... endpoints) {
    return upstream(name, protection, endpoints);
  }

  private static Upstream upstream(String name, Protection protection, URI... endpoints) {
    return new Upstream(
        name, List.of(endpoints), Upstream.Timeouts.DEFAULT, null, Balancing.DEFAULT, protection);
  }

  private Upstream placed(ScriptedUpstream upstream, InFlightPolicy places) {
    return upstream(new Protection(RetryPolicy.DEFAULT, null, null, places), upstream.origin());
  }

  private static Protection guarded(RetryPolicy retry) {
    return new Protection(retry, null, null, null);
  }

  private static RetryPolicy retry(int times, boolean isKeyRespected, int floor) {
    Duration soon = Duration.ofMillis(1);
    var when = EnumSet.of(AttemptEnd.UNPROCESSED, AttemptEnd.BROKEN, AttemptEnd.UNAVAILABLE);
    return new RetryPolicy(times, when, isKeyRespected, soon, soon, 0, floor, 0);
  }

  private static Guard guard(Upstream upstream) {
    return GUARDS.of(upstream.name(), upstream.protection());
  }

  private static Bulkhead places(Upstream upstream) {
    return Objects.requireNonNull(guard(upstream).bulkhead());
  }

  /** Breaks the connection off behind the first requests, and answers those that follow. */
  private static ScriptedUpstream.Script breakingOff(int times) {
    AtomicInteger left = new AtomicInteger(times);
    return conversation -> {
      conversation.request();
      if (left.getAndDecrement() > 0) {
        conversation.close();
        return;
      }
      conversation.send(OK);
    };
  }

  private static ScriptedUpstream held(CountDownLatch mayAnswer) {
    return ScriptedUpstream.start(
        conversation -> {
          conversation.request();
          mayAnswer.await();
          conversation.send(OK);
        });
  }

  private static URI nobody() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return URI.create("http://127.0.0.1:" + socket.getLocalPort());
    }
  }
}
