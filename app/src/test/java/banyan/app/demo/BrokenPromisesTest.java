package banyan.app.demo;

import static banyan.testing.TestSize.DEFAULT;
import static org.assertj.core.api.Assertions.assertThat;

import banyan.app.demo.ServerBetween.Fault;
import banyan.app.demo.ServerBetween.Passed;
import banyan.testing.FromSize;
import banyan.testing.TestSize;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/** Each promise, broken from outside: the demo is the same, and something else does wrong. */
@FromSize(DEFAULT)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class BrokenPromisesTest {
  private static final int CLIENTS = 6;
  private static final int RATE = 120;

  /** One of the two writers has four of them, and so sends a key twice. */
  private static final int STAGE_REQUESTS = 7;

  private static final Stage AT_HOME = Stage.of("at-home", "", Set.of());
  private static final Stage OUT = Stage.of("out", "", EnumSet.of(Portion.READS, Portion.WRITES));
  private static final Stage READS_OUT = Stage.of("reads-out", "", EnumSet.of(Portion.READS));
  private static final Stage KILLED =
      Stage.of("killed", "", EnumSet.of(Portion.READS), new Deed.Kill());

  private static final Screen SCREEN = new Screen(new PrintWriter(new StringWriter()), false);
  private static final InstantSource CLOCK = InstantSource.system();

  private static OpenScene open;
  private static Scene scene;

  @BeforeAll
  static void open() throws IOException {
    open = OpenScene.open();
    scene = open.scene();
  }

  @AfterAll
  static void close() {
    open.close();
  }

  @Test
  void keepsAllWhenNothingIsWrong() {
    Set<Portion> all = EnumSet.allOf(Portion.class);
    Report report =
        play(
            plan(
                List.of(
                    AT_HOME,
                    Stage.of("all-out", "", all),
                    Stage.of("killed", "", all, new Deed.Kill()),
                    Stage.of("started", "", all, new Deed.Start())),
                true,
                null));

    assertThat(report.broken()).as(() -> String.join("\n", report.lines())).isEmpty();
    assertThat(report.judgements()).hasSize(12);
  }

  /** The last one: it leaves the service dead. */
  @Test
  @Order(Integer.MAX_VALUE)
  void aMissingFallbackFailsReads() {
    Report report = play(plan(List.of(AT_HOME, READS_OUT, KILLED), false, null));

    assertThat(report.broken())
        .as(() -> String.join("\n", report.lines()))
        .containsExactly("no-safe-request-failed", "reads-fell-back");
  }

  @Test
  void aServiceThatFailsFailsReads() {
    AtomicInteger reads = new AtomicInteger();
    assertThat(
            brokenBy(
                (request, service) ->
                    request.isGet() && reads.incrementAndGet() % 5 == 0
                        ? request.with(500, "")
                        : service.ask(request)))
        .containsExactly("no-safe-request-failed");
  }

  /** A side that tells other prices is seen to differ, too, where nobody has changed them. */
  @Test
  void aWrongPriceIsSeen() {
    assertThat(
            brokenBy(
                (request, service) -> {
                  Passed answer = service.ask(request);
                  return request.isGet() && request.path().contains("-PRICE-")
                      ? answer.with(
                          answer.status(),
                          answer.body().replace("\"amountMinor\":", "\"amountMinor\":9"))
                      : answer;
                }))
        .contains("prices-were-current")
        .isSubsetOf("prices-were-current", "both-sides-answered-alike");
  }

  @Test
  void anotherAnswerIsSeen() {
    assertThat(
            brokenBy(
                (request, service) -> {
                  Passed answer = service.ask(request);
                  return request.isGet() && request.path().contains("/by-sku/")
                      ? answer.with(
                          answer.status(), answer.body().replace("\"active\"", "\"ACTIVE\""))
                      : answer;
                }))
        .containsExactly("both-sides-answered-alike");
  }

  @Test
  void aDroppedWriteIsMissed() {
    assertThat(
            brokenBy(
                (request, service) ->
                    request.method().equals("POST") && isNew(request, service)
                        ? request.with(201, "{}").with("Location", "/api/v1/products/none")
                        : service.ask(request)))
        .containsExactly("acknowledged-writes-once");
  }

  /** What was added before the move is repeated here, and has its answer already. */
  private static boolean isNew(Passed request, ServerBetween.Service service)
      throws IOException, InterruptedException {
    String sku = request.body().split("\"", -1)[3];
    Passed asked = new Passed("GET", "/api/v1/products/by-sku/" + sku, 0, Map.of(), "");
    return service.ask(asked).status() == 404;
  }

  @Test
  void aWriteThatIsDoneTwiceIsCounted() {
    assertThat(
            brokenBy(
                (request, service) -> {
                  Passed answer = service.ask(request);
                  return request.method().equals("PUT") && answer.status() == 200
                      ? service.ask(request.with("If-Match", answer.field("ETag")))
                      : answer;
                }))
        .containsExactly("acknowledged-writes-once");
  }

  @Test
  void aKeyThatIsAnsweredAnewIsSeen() {
    AtomicInteger answers = new AtomicInteger();
    assertThat(
            brokenBy(
                (request, service) ->
                    request.method().equals("POST")
                        ? service
                            .ask(request)
                            .with("Location", "/api/v1/products/" + answers.incrementAndGet())
                        : service.ask(request)))
        .containsExactly("repeated-keys-same-answer");
  }

  /** The write is done and nobody hears of it; its key finds out. */
  @Test
  void aLostAnswerHarmsNobody() {
    Set<String> lost = ConcurrentHashMap.newKeySet();
    assertThat(
            brokenBy(
                (request, service) -> {
                  Passed answer = service.ask(request);
                  boolean isFirst = lost.add(request.field("Idempotency-Key"));
                  return request.method().equals("POST") && isFirst ? answer.with(504, "") : answer;
                }))
        .isEmpty();
  }

  private static List<String> brokenBy(Fault fault) {
    try (ServerBetween between = ServerBetween.start(scene.serviceUrl(), fault)) {
      Report report = play(plan(List.of(AT_HOME, OUT), true, between.url()));
      List<String> broken = new ArrayList<>(report.broken());
      if (broken.size() > 1) {
        report.lines().forEach(System.out::println);
      }
      return broken;
    }
  }

  private static DemoPlan plan(List<Stage> stages, boolean hasFallback, @Nullable URI service) {
    int millis = TestSize.pick("milliseconds of each stage", 1_000, 1_000, 5_000);
    return new DemoPlan(stages, CLIENTS, RATE, Duration.ofMillis(millis), 3, hasFallback, service);
  }

  private static Report play(DemoPlan plan) {
    return Show.play(scene, plan, SCREEN, OpenScene.WAITING, CLOCK);
  }
}
