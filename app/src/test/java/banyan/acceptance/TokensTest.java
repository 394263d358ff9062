package banyan.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import banyan.wire.CallerTokens;
import banyan.wire.Secret;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Who may change the catalogue, and what the others are told. */
@ExtendWith(Shop.Opened.class)
final class TokensTest {
  private static final String WRITE = "catalog:write";

  private final Shop shop;

  TokensTest(Shop shop) {
    this.shop = shop;
  }

  @Test
  void asksForATokenWhereNobodyIsAnonymous() throws Exception {
    assertRefused(add(shop.reader()), "unauthenticated", 401, "Bearer");
  }

  @Test
  void takesNoTokenThatAnotherInstallationSigned() throws Exception {
    Secret other = new Secret("the secret of another installation, which is longer");

    assertInvalid(shop.token(other, CallerTokens.BEARER, WRITE, InstantSource.system()));
  }

  @Test
  void takesNoTokenThatHasExpired() throws Exception {
    InstantSource past = InstantSource.offset(InstantSource.system(), Duration.ofDays(1).negated());

    assertInvalid(shop.token(shop.secret(), CallerTokens.BEARER, WRITE, past));
  }

  @Test
  void takesNoTokenForAnotherAudience() throws Exception {
    assertInvalid(shop.token(shop.secret(), "catalog", WRITE, InstantSource.system()));
  }

  @Test
  void takesNoTokenThatIsNone() throws Exception {
    assertInvalid("eyJhbGciOiJub25lIn0.e30.");
    assertInvalid("x");
  }

  @Test
  void readsABrokenTokenEvenWhereNoneIsNeeded() throws Exception {
    var answer = shop.reader().with("Authorization", "Bearer x").get("/api/v1/products?limit=1");

    assertThat(answer.statusCode()).isEqualTo(401);
  }

  @Test
  void namesTheRightThatIsMissing() throws Exception {
    Client other = shop.reader().with("Authorization", "Bearer " + shop.token("orders:write"));

    assertRefused(
        add(other),
        "forbidden",
        403,
        "Bearer error=\"insufficient_scope\", scope=\"catalog:write\"");
  }

  private void assertInvalid(String token) throws Exception {
    Client client = shop.reader().with("Authorization", "Bearer " + token);

    assertRefused(add(client), "unauthenticated", 401, "Bearer error=\"invalid_token\"");
    assertThat(shop.process().log()).doesNotContain("Bearer " + token);
  }

  private HttpResponse<String> add(Client client) throws Exception {
    return client.post("/api/v1/products", Client.product(shop.freshSku()));
  }

  private static void assertRefused(
      HttpResponse<String> answer, String problem, int status, String challenge) throws Exception {
    assertThat(answer.statusCode()).isEqualTo(status);
    assertThat(Client.problem(answer)).isEqualTo(problem);
    assertThat(answer.headers().firstValue("WWW-Authenticate")).contains(challenge);
  }
}
