package banyan.app;

import static banyan.testing.TestSize.DEFAULT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import banyan.platform.calls.CallFailure;
import banyan.platform.calls.CallFailure.Kind;
import banyan.platform.calls.CommandKey;
import banyan.platform.calls.Offer;
import banyan.platform.calls.Switchboard;
import banyan.platform.database.ContextDatabase;
import banyan.platform.idempotency.Keys;
import banyan.proxy.resilience.BreakerPolicy;
import banyan.proxy.resilience.Protection;
import banyan.proxy.resilience.RetryPolicy;
import banyan.proxy.route.Balancing;
import banyan.proxy.route.Upstream;
import banyan.proxy.upstream.CallClient;
import banyan.testing.Answer;
import banyan.testing.FromSize;
import banyan.testing.ScriptedUpstream;
import banyan.testing.ThrowawayDatabase;
import banyan.testing.calls.Workshop;
import banyan.testing.calls.Workshop.Job;
import banyan.testing.calls.Workshop.Nothing;
import banyan.testing.calls.Workshop.OrderTaken;
import banyan.testing.calls.Workshop.PartName;
import banyan.testing.calls.Workshop.Wait;
import banyan.testing.calls.WorkshopCalls;
import banyan.wire.Arrival;
import banyan.wire.Caller;
import banyan.wire.Deadline;
import banyan.wire.Placement;
import banyan.wire.Settings;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** What a caller learns when the other process is away, breaks off or talks nonsense. */
final class CallFailureTest {
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final String HEAD = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n";

  @AutoClose private static final CallClient CLIENT = CallClient.start(new Settings(Map.of()));

  @Test
  void knowsThatNothingHappenedWhereNobodyListens() throws Exception {
    URI nobody = nobody();
    assertThat(failure(() -> take(workshop(nobody), "a")).kind()).isEqualTo(Kind.UNREACHABLE);
    assertThat(failure(() -> visit(workshop(nobody))).kind()).isEqualTo(Kind.UNREACHABLE);
  }

  @Test
  void asksTheNextEndpointWhenOneIsAway() throws Exception {
    try (CallPeer peer = peer()) {
      Upstream two = new Upstream("peer", List.of(nobody(), peer.url()), Upstream.Timeouts.DEFAULT);
      Workshop workshop =
          CallPeer.switchboard(new Placement.Place.Remote(CLIENT.to(two), false))
              .to(Workshop.class);
      for (int i = 0; i < 8; i++) {
        assertThat(take(workshop, "next-" + i)).isInstanceOf(OrderTaken.Made.class);
      }
    }
  }

  @Test
  void answersAQueryHereWhenTheDocumentSaysSo() throws Exception {
    Switchboard switchboard = CallPeer.switchboard(CallPeer.remote(CLIENT, nobody(), true));
    switchboard.add(Offer.of(Workshop.class, new WorkshopCalls()));
    Workshop workshop = switchboard.to(Workshop.class);

    assertThat(visit(workshop).tenant()).isEqualTo("oak");
    assertThat(failure(() -> take(workshop, "b")).kind()).isEqualTo(Kind.UNREACHABLE);
  }

  @Test
  void leavesAnUpstreamAloneThatFailsTooOftenAndAnswersItsQueriesHere() throws Exception {
    Duration hour = Duration.ofHours(1);
    BreakerPolicy once = new BreakerPolicy(0.5, 1, hour, hour, hour, 1);
    Upstream broken =
        new Upstream(
            "broken",
            List.of(nobody()),
            Upstream.Timeouts.DEFAULT,
            null,
            Balancing.DEFAULT,
            new Protection(RetryPolicy.DEFAULT, null, once, null));
    Switchboard switchboard =
        CallPeer.switchboard(new Placement.Place.Remote(CLIENT.to(broken), true));
    switchboard.add(Offer.of(Workshop.class, new WorkshopCalls()));
    Workshop workshop = switchboard.to(Workshop.class);

    assertThat(visit(workshop).tenant()).isEqualTo("oak");
    CallFailure refused = failure(() -> take(workshop, "i"));
    assertThat(refused.kind()).isEqualTo(Kind.UNREACHABLE);
    assertThat(refused).hasMessageContaining("left alone");
    assertThat(visit(workshop).tenant()).isEqualTo("oak");
  }

  @Test
  void doesNotKnowWhatACommandDidThatGotNoAnswer() {
    try (ScriptedUpstream upstream = breakingOff()) {
      assertThat(failure(() -> take(workshop(upstream.origin()), "c")).kind())
          .isEqualTo(Kind.OUTCOME_UNKNOWN);
      assertThat(upstream.received()).as("sent once").hasSize(1);
    }
  }

  @Test
  void asksAQueryOnceMoreWhenTheConnectionBreaks() {
    try (ScriptedUpstream upstream = breakingOff()) {
      assertThat(failure(() -> visit(workshop(upstream.origin()))).isRetryable()).isTrue();
      assertThat(upstream.received()).hasSize(2);
    }
  }

  @Test
  void repeatsACommandToOneEffectAfterItsAnswerWasLost() throws Exception {
    AtomicInteger effects = new AtomicInteger();
    try (ThrowawayDatabase database = ThrowawayDatabase.of("catalog");
        CallPeer peer = CallPeer.start(List.of(keeping(database.context("catalog"), effects)));
        ScriptedUpstream losing = losingAnswersOf(peer)) {
      assertThat(failure(() -> take(workshop(losing.origin()), "d")).kind())
          .isEqualTo(Kind.OUTCOME_UNKNOWN);
      assertThat(take(workshop(peer.url()), "d")).isEqualTo(new OrderTaken.Made("d", 1));
      assertThat(effects).hasValue(1);
    }
  }

  /** A workshop that keeps each result with its key. */
  private static Offer<?> keeping(ContextDatabase database, AtomicInteger effects) {
    Keys keys = new Keys(InstantSource.system());
    return Offer.of(
        Workshop.class,
        (Workshop)
            Proxy.newProxyInstance(
                Workshop.class.getClassLoader(),
                new Class<?>[] {Workshop.class},
                (_, method, arguments) ->
                    keys.once(
                        (Arrival) arguments[0],
                        "workshop/" + method.getName(),
                        (CommandKey) arguments[1],
                        arguments[2],
                        OrderTaken.class,
                        database,
                        _ ->
                            new OrderTaken.Made(
                                arguments[1].toString(), effects.incrementAndGet()))));
  }

  @Test
  @FromSize(DEFAULT)
  void doesNotKnowWhatACommandDidWhoseProcessDied() throws Exception {
    try (CallPeerProcess process = CallPeerProcess.start()) {
      Workshop workshop = workshop(process.url());
      CompletableFuture<CallFailure> failing =
          CompletableFuture.supplyAsync(
              () ->
                  failure(
                      () -> workshop.labour(arrival(), new CommandKey("e"), new Wait(PATIENCE))));
      await().atMost(PATIENCE).until(() -> workshop.bench(arrival(), new Nothing()).atWork() == 1);
      process.kill();
      assertThat(failing.get(PATIENCE.toSeconds(), TimeUnit.SECONDS).kind())
          .isEqualTo(Kind.OUTCOME_UNKNOWN);
    }
  }

  @Test
  void tellsAnAnswerThatItCannotRead() {
    String body = "{\"is\":\"lost-in-the-post\"}";
    try (ScriptedUpstream upstream =
        ScriptedUpstream.answering(HEAD + "Content-Length: " + body.length() + "\r\n\r\n" + body)) {
      CallFailure failure = failure(() -> take(workshop(upstream.origin()), "f"));
      assertThat(failure.kind()).isEqualTo(Kind.UNREADABLE);
      assertThat(failure).hasMessageContaining("must be one of made, too-many, unknown-part");
    }
  }

  @Test
  void readsAnAnswerOfANewerPeer() {
    String body = "{\"is\":\"made\",\"key\":\"g\",\"effects\":1,\"news\":[1]}";
    try (ScriptedUpstream upstream =
        ScriptedUpstream.answering(HEAD + "Content-Length: " + body.length() + "\r\n\r\n" + body)) {
      assertThat(take(workshop(upstream.origin()), "g")).isEqualTo(new OrderTaken.Made("g", 1));
    }
  }

  @Test
  void keepsNoMoreOfAnAnswerThanAMessage() {
    try (ScriptedUpstream upstream =
        ScriptedUpstream.start(
            conversation -> {
              conversation.request();
              conversation.send(HEAD + "Content-Length: 4000000\r\n\r\n");
              conversation.send(new byte[4_000_000]);
            })) {
      assertThat(failure(() -> visit(workshop(upstream.origin()))))
          .hasMessageContaining("larger than");
    }
  }

  @Test
  void followsNoRedirect() throws Exception {
    try (CallPeer peer = peer();
        ScriptedUpstream upstream =
            ScriptedUpstream.answering(
                "HTTP/1.1 307 Elsewhere\r\nLocation: "
                    + peer.url().resolve("/_banyan/calls/workshop/take")
                    + "\r\nContent-Length: 0\r\n\r\n")) {
      assertThat(failure(() -> take(workshop(upstream.origin()), "h")).kind())
          .isEqualTo(Kind.REFUSED);
    }
  }

  @Test
  void saysThatNobodyHostsTheContext() {
    Workshop workshop = CallPeer.switchboard(new Placement.Place.Local()).to(Workshop.class);
    assertThatThrownBy(() -> visit(workshop))
        .hasMessageContaining("name an upstream under 'calls'");
  }

  private static CallPeer peer() {
    return CallPeer.start(List.of(Offer.of(Workshop.class, new WorkshopCalls())));
  }

  private static ScriptedUpstream breakingOff() {
    return ScriptedUpstream.start(
        conversation -> {
          conversation.request();
          conversation.close();
        });
  }

  /** Passes each call on, and loses what comes back. */
  private static ScriptedUpstream losingAnswersOf(CallPeer peer) {
    return ScriptedUpstream.start(
        conversation -> {
          Answer request = conversation.request();
          try (var client = HttpClient.newHttpClient()) {
            var passedOn =
                HttpRequest.newBuilder(peer.url().resolve(request.target()))
                    .POST(BodyPublishers.ofByteArray(request.body()));
            for (String name : List.of("Banyan-Call", "Banyan-Deadline", "Idempotency-Key")) {
              passedOn.header(name, request.field(name).orElseThrow());
            }
            client.send(passedOn.build(), BodyHandlers.discarding());
          }
          conversation.reset();
        });
  }

  private static Workshop workshop(URI peer) {
    return CallPeer.callsTo(CLIENT, peer).to(Workshop.class);
  }

  private static Workshop.Visitor visit(Workshop workshop) {
    return workshop.visitor(arrival(), new Nothing());
  }

  private static OrderTaken take(Workshop workshop, String key) {
    return workshop.take(arrival(), new CommandKey(key), new Job(new PartName("bolt"), 1));
  }

  private static Arrival arrival() {
    return new Arrival(new Caller("oak", "ada", Set.of()), "request-1", Deadline.in(PATIENCE));
  }

  private static URI nobody() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return URI.create("http://127.0.0.1:" + socket.getLocalPort());
    }
  }

  private static CallFailure failure(ThrowingCallable call) {
    CallFailure failure = catchThrowableOfType(CallFailure.class, call);
    assertThat(failure).as("a call that must fail").isNotNull();
    return failure;
  }
}
