package banyan.testing;

import static org.assertj.core.api.Assertions.assertThat;

import banyan.platform.idempotency.Keys;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Idempotency keys against a real PostgreSQL, asked over HTTP. */
final class KeysTest {
  private static final String ADA = "main/ada";
  private static final AtomicReference<Instant> NOW =
      new AtomicReference<>(Instant.parse("2026-11-21T09:00:00Z"));

  private static ThrowawayDatabase database;
  private static NotesService service;

  @BeforeAll
  static void start() throws Exception {
    database = ThrowawayDatabase.of("keyed");
    service = new NotesService(database.context("keyed"), NOW::get);
  }

  @AfterAll
  static void stop() throws Exception {
    service.close();
    database.close();
  }

  @Test
  void replaysTheAnswerWithoutDoingTheWorkAgain() throws Exception {
    String key = key();
    var first = service.post(ADA, "/notes", key, "milk");
    long notes = service.notes("main");
    var second = service.post(ADA, "/notes", key, "milk");
    assertThat(first.statusCode()).as(first.body()).isEqualTo(201);
    assertThat(first.headers().firstValue("Idempotency-Replayed")).isEmpty();
    assertThat(second.statusCode()).isEqualTo(201);
    assertThat(second.headers().firstValue("Idempotency-Replayed")).contains("true");
    assertThat(second.body()).isEqualTo(first.body());
    assertThat(second.headers().firstValue("Location")).contains("/notes/milk");
    assertThat(second.headers().firstValue("Content-Type")).contains("application/json");
    assertThat(service.notes("main")).isEqualTo(notes);
  }

  @Test
  void doesTheWorkEachTimeWithoutAKey() throws Exception {
    long notes = service.notes("main");
    service.post(ADA, "/notes", "", "milk");
    service.post(ADA, "/notes", "", "milk");
    assertThat(service.notes("main")).isEqualTo(notes + 2);
  }

  @Test
  void takesTheQuotedFormForTheBareOne() throws Exception {
    String key = key();
    service.post(ADA, "/notes", key + "\\", "milk");
    assertReplayed(service.post(ADA, "/notes", "\"" + key + "\\\\\"", "milk"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"two words", "\"open", "\"\""})
  void refusesWhatIsNoKey(String key) throws Exception {
    var answer = service.post(ADA, "/notes", key, "milk");
    assertThat(answer.statusCode()).isEqualTo(422);
    assertThat(answer.body()).contains("header:Idempotency-Key");
  }

  @Test
  void refusesTheKeyForAnotherBodyOrPath() throws Exception {
    String key = key();
    service.post(ADA, "/folders/1/notes", key, "milk");
    assertReused(service.post(ADA, "/folders/1/notes", key, "bread"));
    assertReused(service.post(ADA, "/folders/2/notes", key, "milk"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"main/bob /notes", "other/ada /notes", "main/ada /other"})
  void keepsKeysOfOtherPrincipalsTenantsAndRoutesApart(String callerAndPath) throws Exception {
    String key = key();
    service.post(ADA, "/notes", key, "milk");
    String[] parts = callerAndPath.split(" ");
    var answer = service.post(parts[0], parts[1], key, "bread");
    assertThat(answer.statusCode()).isEqualTo(201);
    assertThat(answer.headers().firstValue("Idempotency-Replayed")).isEmpty();
  }

  @Test
  void refusesASecondRequestWhileTheFirstRunsAndReplaysAfterwards() throws Exception {
    String key = key();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var first = threads.submit(() -> service.post(ADA, "/notes", key, "slow"));
      assertThat(service.begun.tryAcquire(20, TimeUnit.SECONDS)).isTrue();
      var second = service.post(ADA, "/notes", key, "slow");
      service.mayEnd.release();
      assertThat(second.statusCode()).isEqualTo(409);
      assertThat(second.body()).contains("/problems/idempotency-key-in-flight");
      assertThat(second.headers().firstValue("Retry-After")).contains("1");
      assertThat(first.get(20, TimeUnit.SECONDS).statusCode()).isEqualTo(201);
    }
    assertReplayed(service.post(ADA, "/notes", key, "slow"));
  }

  @Test
  void doesTheWorkOnceHoweverManyAskAtOnce() throws Exception {
    String key = key();
    long notes = service.notes("main");
    int clients = TestSize.pick("simultaneous requests with one key", 8, 24, 200);
    List<Future<HttpResponse<String>>> answers = new ArrayList<>();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < clients; i++) {
        answers.add(threads.submit(() -> service.post(ADA, "/notes", key, "storm")));
      }
    }
    assertThat(answers.stream().map(Future::resultNow).map(HttpResponse::statusCode).toList())
        .contains(201)
        // 503 when the pool's connections are busy for longer than its wait.
        .isSubsetOf(201, 409, 503);
    assertThat(service.notes("main")).isEqualTo(notes + 1);
  }

  @Test
  void replaysARefusalThatTheEffectDecided() throws Exception {
    String key = key();
    var first = service.post(ADA, "/notes", key, "refused");
    var second = service.post(ADA, "/notes", key, "refused");
    assertThat(second.statusCode()).isEqualTo(403);
    assertThat(second.body()).isEqualTo(first.body());
    assertThat(second.headers().firstValue("Content-Type")).contains("application/problem+json");
    assertReplayedField(second);
  }

  @ParameterizedTest
  @ValueSource(strings = {"away", "thrown"})
  void recordsNeitherServerErrorsNorWhatThrows(String text) throws Exception {
    String key = key();
    service.post(ADA, "/notes", key, text);
    var second = service.post(ADA, "/notes", key, text);
    assertThat(second.headers().firstValue("Idempotency-Replayed")).isEmpty();
  }

  @Test
  void undoesTheEffectOfWhatThrows() throws Exception {
    long notes = service.notes("main");
    service.post(ADA, "/notes", key(), "thrown");
    assertThat(service.notes("main")).isEqualTo(notes);
  }

  @Test
  void forgetsAKeyAfterItsRetentionAndClearsOldOnesAway() throws Exception {
    String key = key();
    String caller = "ageing/ada";
    service.post(caller, "/notes", key, "milk");
    service.post(caller, "/notes", key(), "milk");
    NOW.updateAndGet(now -> now.plus(Keys.RETENTION_DEFAULT).minus(Duration.ofSeconds(1)));
    assertReplayed(service.post(caller, "/notes", key, "milk"));
    NOW.updateAndGet(now -> now.plus(Duration.ofSeconds(2)));
    var late = service.post(caller, "/notes", key, "bread");
    assertThat(late.statusCode()).isEqualTo(201);
    assertThat(late.headers().firstValue("Idempotency-Replayed")).isEmpty();
    assertThat(service.keptKeys("ageing")).isEqualTo(1);
  }

  @Test
  void testsTheTableThatMigrationsCopy() throws Exception {
    assertThat(resource("/migrations/keyed/V001__idempotency.sql"))
        .isEqualTo(resource("/banyan/platform/idempotency/idempotency.sql"));
  }

  private static String resource(String name) throws Exception {
    try (var stream = KeysTest.class.getResourceAsStream(name)) {
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static String key() {
    return UUID.randomUUID().toString();
  }

  private static void assertReplayed(HttpResponse<String> answer) {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
    assertReplayedField(answer);
  }

  private static void assertReplayedField(HttpResponse<String> answer) {
    assertThat(answer.headers().firstValue("Idempotency-Replayed")).contains("true");
  }

  private static void assertReused(HttpResponse<String> answer) {
    assertThat(answer.statusCode()).isEqualTo(422);
    assertThat(answer.body()).contains("/problems/idempotency-key-reused");
  }
}
