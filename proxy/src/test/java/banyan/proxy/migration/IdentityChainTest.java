package banyan.proxy.migration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import banyan.proxy.match.WireHead;
import banyan.proxy.migration.IdentityChain.Identity;
import banyan.wire.Caller;
import java.security.SecureRandom;
import java.util.Set;
import org.eclipse.jetty.http.HttpFields;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class IdentityChainTest {
  private static final Salt SALT = Salt.parse("000102030405060708090a0b0c0d0e0f");
  private static final Caller ADA = new Caller("acme", "ada", Set.of());

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "tenant,user,address | acme",
        "user,tenant | ada",
        "cookie:SESSION,user | s-1",
        "cookie:other,user | ada",
        "address | 192.0.2.7"
      })
  void theFirstSourceThatTheRequestHasCounts(String chain, String identity) {
    assertThat(of(chain, asker(ADA, "SESSION=s-1"))).isEqualTo(identity);
  }

  @Test
  void whoHasNoCredentialsHasNoTenantAndNoName() {
    assertThat(of("tenant,user,address", asker(Caller.anonymous(), "a=b"))).isEqualTo("192.0.2.7");
    assertThat(IdentityChain.parse("tenant,user").of(asker(Caller.anonymous(), "a=b"), SALT))
        .isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"SESSION=", "SESSION=a; SESSION=b"})
  void aCookieThatIsEmptyOrComesTwiceTellsNothing(String cookies) {
    assertThat(of("cookie:SESSION,user", asker(ADA, cookies))).isEqualTo("ada");
  }

  @Test
  void aLongValueIsNoIdentity() {
    String value = "x".repeat(IdentityChain.IDENTITY_LENGTH_MAX + 1);
    assertThat(of("cookie:SESSION,user", asker(ADA, "SESSION=" + value))).isEqualTo("ada");
  }

  @Test
  void aSignedCookieTellsItsNameAndAnotherSaltDoesNotBelieveIt() {
    String name = new Newcomer(new SecureRandom()).name();
    String cookie = CohortCookie.of(SALT, name);
    Salt other = Salt.parse("ff0102030405060708090a0b0c0d0e0f");

    assertThat(of("signed-cookie:c", asker(ADA, "c=" + cookie))).isEqualTo(name);
    assertThat(CohortCookie.read(other, cookie)).isEmpty();
  }

  @Test
  void noByteOfASignedCookieCanBeChanged() {
    String cookie = CohortCookie.of(SALT, new Newcomer(new SecureRandom()).name());
    for (int i = 0; i < cookie.length() - 1; i++) {
      char other = cookie.charAt(i) == 'A' ? 'B' : 'A';
      String changed = cookie.substring(0, i) + other + cookie.substring(i + 1);
      assertThat(CohortCookie.read(SALT, changed)).as(changed).isEmpty();
    }
    assertThat(CohortCookie.read(SALT, cookie + "A")).isEmpty();
  }

  @Test
  void aClientWithoutCookieIsNamedOnce() {
    var head = new WireHead(null, "GET", "/", null, HttpFields.EMPTY);
    var newcomer = new Newcomer(new SecureRandom());
    var asker = new Asker(head, Caller.anonymous(), "192.0.2.7", newcomer);
    Identity identity =
        IdentityChain.parse("user,signed-cookie:c,address").of(asker, SALT).orElseThrow();

    assertThat(identity.source()).isEqualTo(new IdentitySource.SignedCookie("c"));
    assertThat(newcomer.isNamed(identity.value())).isTrue();
    assertThat(identity.value()).hasSize(22);
  }

  @Test
  void isWrittenAsItIsRead() {
    String text = "tenant,user,cookie:SESSION,signed-cookie:who,address";
    assertThat(IdentityChain.parse(text)).hasToString(text);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "nobody", "cookie:", "cookie:a b", "user,user", "user,,address"})
  void refusesWhatIsNoChain(String text) {
    assertThatIllegalArgumentException().isThrownBy(() -> IdentityChain.parse(text));
  }

  private static Asker asker(Caller caller, String cookies) {
    HttpFields fields = HttpFields.build().add("Cookie", cookies);
    return new Asker(new WireHead(null, "GET", "/", null, fields), caller, "192.0.2.7");
  }

  private static String of(String chain, Asker asker) {
    return IdentityChain.parse(chain).of(asker, SALT).orElseThrow().value();
  }
}
