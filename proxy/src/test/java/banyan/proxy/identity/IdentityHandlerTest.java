package banyan.proxy.identity;

import static org.assertj.core.api.Assertions.assertThat;

import banyan.proxy.Gateway;
import banyan.proxy.ingress.Listener;
import banyan.proxy.match.Condition;
import banyan.proxy.match.Conditions;
import banyan.proxy.match.Trait;
import banyan.proxy.route.Destination;
import banyan.proxy.route.LiveRoutes;
import banyan.proxy.route.PathTemplate;
import banyan.proxy.route.Route;
import banyan.proxy.route.RouteHandler;
import banyan.proxy.route.RouteTable;
import banyan.proxy.route.Upstream;
import banyan.testing.Answer;
import banyan.testing.RawClient;
import banyan.testing.ScriptedUpstream;
import banyan.wire.Arrival;
import banyan.wire.Caller;
import banyan.wire.CallerTokens;
import banyan.wire.Fields;
import banyan.wire.Secret;
import banyan.wire.Settings;
import io.opentelemetry.api.OpenTelemetry;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.BufferUtil;
import org.eclipse.jetty.util.Callback;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A whole request path: a local context, a moved route of it, and another system's route. */
class IdentityHandlerTest {
  private static final Secret SECRET = new Secret("0123456789abcdef0123456789abcdef");
  private static final Caller ANN = new Caller("main", "ann", Set.of("catalog:write"));
  private static final Condition OF_ACME = Condition.oneOf(new Trait.Tenant(), Set.of("acme"));
  private static final Caller BOB = new Caller("main", "bob", Set.of());

  private Instant now = Instant.parse("2026-11-21T10:00:00Z");
  private final CallerTokens bearers = new CallerTokens(SECRET, CallerTokens.BEARER, () -> now);
  private final CallerField field = new CallerField(SECRET, () -> now);
  private final ScriptedUpstream upstream =
      ScriptedUpstream.answering("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
  private Listener listener;

  @BeforeEach
  void startWithoutAnonymous() {
    start(false);
  }

  @AfterEach
  void stop() {
    listener.stop();
    upstream.close();
  }

  @Test
  void aRequestWithoutTokenIsAnonymous() {
    assertThat(get("/open", "").text()).isEqualTo("anonymous []");
  }

  @Test
  void aValidTokenNamesItsCaller() {
    assertThat(get("/demanding", bearer(ANN)).text()).isEqualTo("ann [catalog:write]");
  }

  @ParameterizedTest
  @ValueSource(strings = {"Bearer nonsense", "Bearer ", "Basic YTpi", "", "Bearer a.b.c"})
  void credentialsThatAreNotValidAreRefusedOnOpenRoutesToo(String authorization) {
    Answer answer = get("/open", "Authorization: " + authorization + "\r\n");
    assertThat(answer.status()).isEqualTo(401);
    assertThat(answer.field("WWW-Authenticate")).contains("Bearer error=\"invalid_token\"");
  }

  @Test
  void anExpiredTokenIsRefused() {
    String token = bearer(ANN);
    now = now.plus(Duration.ofMinutes(6));
    assertThat(get("/open", token).status()).isEqualTo(401);
  }

  @Test
  void anAnonymousCallerIsAskedForATokenWhereARightIsDemanded() {
    Answer answer = get("/demanding", "");
    assertThat(answer.status()).isEqualTo(401);
    assertThat(answer.field("WWW-Authenticate")).contains("Bearer");
  }

  @Test
  void aCallerWithoutTheRightIsToldWhichOne() {
    Answer answer = get("/demanding", bearer(BOB));
    assertThat(answer.status()).isEqualTo(403);
    assertThat(answer.text()).contains("this needs the right catalog:write");
    assertThat(answer.field("WWW-Authenticate").orElseThrow()).contains("insufficient_scope");
  }

  @Test
  void aMovedRouteKeepsItsDemand() {
    assertThat(get("/moved", "").status()).isEqualTo(401);
    assertThat(upstream.received()).isEmpty();
  }

  @Test
  void aMovedRouteTellsTheOwnerWhoIsCalling() {
    assertThat(get("/moved", bearer(ANN)).status()).isEqualTo(200);
    String sent = upstream.received().getFirst().field(Fields.CALLER).orElseThrow();
    assertThat(field.read(sent, "catalog")).isEqualTo(new CallerTokens.Reading.Valid(ANN));
    assertThat(field.read(sent, "orders")).isInstanceOf(CallerTokens.Reading.Refused.class);
  }

  @Test
  void theTenantOfTheCallerChoosesTheRoute() {
    Caller zoe = new Caller("acme", "zoe", Set.of());
    assertThat(get("/open", bearer(ANN)).text()).isEqualTo("ann [catalog:write]");
    assertThat(upstream.received()).isEmpty();
    assertThat(get("/open", bearer(zoe)).status()).isEqualTo(200);
    assertThat(upstream.received().getFirst().field(Fields.CALLER)).isPresent();
    assertThat(get("/open", "Banyan-Tenant: acme\r\n").text()).isEqualTo("anonymous []");
  }

  @Test
  void anotherSystemsCredentialsPassUntouchedAndNothingIsAdded() {
    assertThat(get("/foreign", "Authorization: Basic YTpi\r\n").status()).isEqualTo(200);
    Answer received = upstream.received().getFirst();
    assertThat(received.field("Authorization")).contains("Basic YTpi");
    assertThat(received.field(Fields.CALLER)).isEmpty();
  }

  @Test
  void theSignedFieldOfAnotherProcessNamesTheCaller() {
    assertThat(get("/demanding", claim(ANN, "catalog")).text()).isEqualTo("ann [catalog:write]");
  }

  @Test
  void theDeadlineOfAnotherProcessIsBelievedAndAClientsIsNot() {
    String deadline = Fields.DEADLINE + ": 20000\r\n";
    assertThat(get("/moved", claim(ANN, "catalog") + deadline).status()).isEqualTo(200);
    assertThat(get("/moved", bearer(ANN) + deadline).status()).isEqualTo(200);
    assertThat(upstream.received().getFirst().field(Fields.DEADLINE))
        .hasValueSatisfying(left -> assertThat(Integer.parseInt(left)).isBetween(1, 20_000));
    assertThat(upstream.received().getLast().field(Fields.DEADLINE)).isEmpty();
  }

  @Test
  void aSignedFieldForAnotherContextIsIgnored() {
    assertThat(get("/demanding", claim(ANN, "orders")).status()).isEqualTo(401);
  }

  @Test
  void aSignedFieldHoldsForThirtySeconds() {
    String claim = claim(ANN, "catalog");
    now = now.plus(Duration.ofSeconds(29));
    assertThat(get("/demanding", claim).status()).isEqualTo(200);
    now = now.plus(Duration.ofSeconds(1));
    assertThat(get("/demanding", claim).status()).isEqualTo(401);
  }

  @Test
  void aForgedFieldIsIgnoredAndNotPassedOn() {
    get("/foreign", Fields.CALLER + ": forged\r\n");
    assertThat(upstream.received().getFirst().field(Fields.CALLER)).isEmpty();
    assertThat(get("/open", Fields.CALLER + ": forged\r\n").text()).isEqualTo("anonymous []");
  }

  @ParameterizedTest
  @ValueSource(strings = {"localhost:8080", "127.0.0.1", "[::1]:8080"})
  void withAnonymousOnAProgramOfThisMachineMayDoEverything(String host) {
    restartWithAnonymous();
    assertThat(send("/demanding", host, "").text()).isEqualTo("anonymous [*]");
  }

  @ParameterizedTest
  @ValueSource(strings = {"evil.example", "127.0.0.1.evil.example", "localhost.evil.example"})
  void anonymousIsNobodyForAHostThatIsNotLoopback(String host) {
    restartWithAnonymous();
    assertThat(send("/demanding", host, "").status()).isEqualTo(401);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Origin: https://evil.example",
        "Origin: null",
        "X-Forwarded-For: 1.2.3.4",
        "Forwarded: for=1.2.3.4",
        "Via: 1.1 other"
      })
  void anonymousIsNobodyForAForeignPageOrBehindAProxy(String sign) {
    restartWithAnonymous();
    assertThat(get("/demanding", sign + "\r\n").status()).isEqualTo(401);
  }

  @Test
  void aTokenCountsWithAnonymousOnToo() {
    restartWithAnonymous();
    assertThat(get("/demanding", bearer(BOB)).status()).isEqualTo(403);
  }

  private void restartWithAnonymous() {
    listener.stop();
    start(true);
  }

  private void start(boolean isAnonymousAllowed) {
    Settings settings = new Settings(Map.of("port", 0));
    Identities identities =
        new Identities(new IdentitySettings(isAnonymousAllowed), bearers, field);
    LiveRoutes live = new LiveRoutes(table());
    Handler chain =
        new Gateway(settings, OpenTelemetry.noop().getTracer("test"), "test")
            .chain(
                next -> new RouteHandler(live, next),
                next -> new IdentityHandler(identities, next),
                new WhoAmI());
    listener = new Listener(settings, chain, List.of());
    listener.start();
  }

  private RouteTable table() {
    return new RouteTable(
        List.of(
            Route.declared("GET", PathTemplate.parse("/open"), "catalog", null, 0),
            Route.declared("GET", PathTemplate.parse("/demanding"), "catalog", "catalog:write", 0),
            Route.declared("GET", PathTemplate.parse("/moved"), "catalog", "catalog:write", 0),
            written("/moved", Conditions.NONE),
            written("/open", new Conditions(List.of(OF_ACME))),
            written("/foreign", Conditions.NONE)));
  }

  private Route written(String path, Conditions conditions) {
    Upstream legacy = new Upstream("legacy", List.of(upstream.origin()), Upstream.Timeouts.DEFAULT);
    return new Route(
        "* " + path,
        Route.Source.DOCUMENT,
        null,
        PathTemplate.parse(path),
        Set.of(),
        new Destination.Remote(legacy),
        false,
        "legacy",
        null,
        0,
        conditions);
  }

  private String bearer(Caller caller) {
    return "Authorization: Bearer " + bearers.sign(caller, Duration.ofMinutes(5)) + "\r\n";
  }

  private String claim(Caller caller, String context) {
    return Fields.CALLER + ": " + field.value(caller, context) + "\r\n";
  }

  private Answer get(String path, String fields) {
    return send(path, "127.0.0.1", fields);
  }

  private Answer send(String path, String host, String fields) {
    return RawClient.exchange(
        listener.port(), "GET " + path + " HTTP/1.1\r\nHost: " + host + "\r\n" + fields + "\r\n");
  }

  /** Local code that answers who is calling. */
  private static final class WhoAmI extends Handler.Abstract {
    @Override
    public boolean handle(Request request, Response response, Callback callback) {
      Caller caller = ((Arrival) request.getAttribute(Arrival.ATTRIBUTE)).caller();
      String text = caller.principal() + " " + caller.rights();
      response.write(true, BufferUtil.toBuffer(text, StandardCharsets.UTF_8), callback);
      return true;
    }
  }
}
