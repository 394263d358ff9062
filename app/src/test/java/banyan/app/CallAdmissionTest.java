package banyan.app;

import static org.assertj.core.api.Assertions.assertThat;

import banyan.platform.calls.Offer;
import banyan.platform.calls.WireType;
import banyan.testing.Answer;
import banyan.testing.RawClient;
import banyan.testing.calls.Workshop;
import banyan.testing.calls.WorkshopCalls;
import banyan.wire.CallSignatures;
import banyan.wire.Caller;
import banyan.wire.CallerTokens;
import banyan.wire.Secret;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Who may call: processes of the installation. To anybody else there are no calls. */
final class CallAdmissionTest {
  private static final String VISITOR = "/_banyan/calls/workshop/visitor";
  private static final String TAKE = "/_banyan/calls/workshop/take";
  private static final Caller ADA = new Caller("oak", "ada", Set.of("*"));
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static CallPeer peer;

  @BeforeAll
  static void start() {
    peer = CallPeer.start(List.of(Offer.of(Workshop.class, new WorkshopCalls())));
  }

  @AfterAll
  static void stop() {
    peer.close();
    HTTP.close();
  }

  @Test
  void answersAProcessOfTheInstallation() throws Exception {
    var answer = send(call(VISITOR).header("Banyan-Call", signed("workshop")));

    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    assertThat(answer.body()).contains("\"tenant\":\"oak\"").contains("\"principal\":\"ada\"");
  }

  /** What somebody sends who is no process of ours, by what is wrong with it. */
  record Stranger(String name, String field, String value) {
    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Stranger> strangers() {
    Secret other = new Secret("the secret of another installation");
    InstantSource past =
        InstantSource.offset(InstantSource.system(), CallSignatures.TTL.plusSeconds(1).negated());
    return Stream.of(
        new Stranger("nothing", "X-Nothing", "here"),
        new Stranger("no token", "Banyan-Call", "let me in"),
        new Stranger("another context", "Banyan-Call", signed("catalog")),
        new Stranger(
            "another secret",
            "Banyan-Call",
            new CallSignatures(other, InstantSource.system()).sign(ADA, "workshop")),
        new Stranger(
            "an old one",
            "Banyan-Call",
            new CallSignatures(CallPeer.SECRET, past).sign(ADA, "workshop")),
        new Stranger("a client's token", "Banyan-Call", bearer()),
        new Stranger("a client's authorization", "Authorization", "Bearer " + bearer()),
        new Stranger("the field of routes", "Banyan-Caller", signed("workshop")),
        new Stranger("a twin of the field", "Banyan_Call", signed("workshop")));
  }

  @ParameterizedTest
  @MethodSource("strangers")
  void doesNotExistForStrangers(Stranger stranger) throws Exception {
    var answer = send(call(VISITOR).header(stranger.field(), stranger.value()));
    var nowhere = send(call("/_banyan/calls/workshop/nothing"));

    assertThat(answer.statusCode()).isEqualTo(404);
    assertThat(withoutNames(answer)).isEqualTo(withoutNames(nowhere));
    assertThat(fieldNames(answer)).isEqualTo(fieldNames(nowhere));
  }

  @ParameterizedTest
  @CsvSource({
    "/_banyan/calls/workshop/nothing",
    "/_banyan/calls/workshop/",
    "/_banyan/calls/workshop/visitor/",
    "/_banyan/calls/catalog/offers",
    "/_banyan/calls/WORKSHOP/visitor"
  })
  void knowsOnlyWhatIsOffered(String path) throws Exception {
    assertThat(send(call(path).header("Banyan-Call", signed("workshop"))).statusCode())
        .isEqualTo(404);
  }

  @Test
  void takesNoOtherMethod() throws Exception {
    var get = request(VISITOR).header("Banyan-Call", signed("workshop")).GET();
    assertThat(send(get).statusCode()).isEqualTo(404);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"part\":\"bolt\",\"count\":1,\"colour\":\"red\"} | /colour",
        "{\"part\":\"bolt\"} | /count",
        "{\"part\":null,\"count\":1} | /part",
        "{\"part\":\"bolt\",\"count\":1.5} | whole number",
        "{\"part\":\"bolt\",\"count\":4294967296} | whole number",
        "{\"part\":\"bolt\",\"count\":1,\"count\":2} | no JSON",
        "{\"part\":\"bolt\",\"count\":1} x | no JSON",
        "[] | must be an object",
        "'' | is empty",
      })
  void readsStrictly(String body, String told) throws Exception {
    var answer =
        send(
            request(TAKE)
                .header("Banyan-Call", signed("workshop"))
                .header("Idempotency-Key", "key")
                .POST(BodyPublishers.ofString(body)));

    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(422);
    assertThat(answer.body()).contains(told);
  }

  @Test
  void demandsTheKeyOfACommand() throws Exception {
    var answer =
        send(
            request(TAKE)
                .header("Banyan-Call", signed("workshop"))
                .POST(BodyPublishers.ofString("{\"part\":\"bolt\",\"count\":1}")));

    assertThat(answer.statusCode()).isEqualTo(422);
    assertThat(answer.body()).contains("Idempotency-Key");
  }

  @Test
  void takesNoMoreThanAMessage() {
    Answer answer =
        RawClient.exchange(
            peer.port(),
            "POST %s HTTP/1.1\r\nHost: localhost\r\nBanyan-Call: %s\r\nContent-Length: %d\r\n\r\n"
                .formatted(VISITOR, signed("workshop"), WireType.BYTES_MAX + 1));

    assertThat(answer.status()).isEqualTo(413);
  }

  @Test
  void worksNoLongerThanItsCallerWaits() throws Exception {
    var answer =
        send(
            request(VISITOR)
                .header("Banyan-Call", signed("workshop"))
                .header("Banyan-Deadline", "0")
                .POST(BodyPublishers.ofString("{}")));

    assertThat(answer.statusCode()).isEqualTo(504);
    assertThat(answer.body()).contains("deadline-passed");
  }

  private static String signed(String context) {
    return CallPeer.SIGNATURES.sign(ADA, context);
  }

  private static String bearer() {
    return new CallerTokens(CallPeer.SECRET, CallerTokens.BEARER, InstantSource.system())
        .sign(ADA, PATIENCE);
  }

  /** The body but for what names the request and its path. */
  private static String withoutNames(HttpResponse<String> answer) {
    return answer.body().replaceAll("urn:[^\"]*", "").replaceAll("/_banyan/[a-z/]*", "");
  }

  /** Whether the connection stays depends on when the body came. */
  private static Set<String> fieldNames(HttpResponse<String> answer) {
    Set<String> names = new TreeSet<>(answer.headers().map().keySet());
    names.remove("connection");
    return names;
  }

  private static HttpRequest.Builder call(String path) {
    return request(path).POST(BodyPublishers.ofString("{}"));
  }

  private static HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(peer.url().resolve(path))
        .timeout(PATIENCE)
        .header("Content-Type", "application/json");
  }

  private static HttpResponse<String> send(HttpRequest.Builder request)
      throws IOException, InterruptedException {
    return HTTP.send(request.build(), BodyHandlers.ofString());
  }
}
