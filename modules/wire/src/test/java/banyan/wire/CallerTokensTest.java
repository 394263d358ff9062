package banyan.wire;

import static org.assertj.core.api.Assertions.assertThat;

import banyan.wire.CallerTokens.Reading;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CallerTokensTest {
  private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");
  private static final Secret SECRET = new Secret("0123456789abcdef0123456789abcdef");
  private static final Caller ADA = new Caller("main", "ada", Set.of("catalog:write"));

  private final CallerTokens tokens = tokens(SECRET, CallerTokens.BEARER, NOW);

  @Test
  void readsWhatItSigned() {
    String token = tokens.sign(ADA, Duration.ofMinutes(5));

    assertThat(tokens.read(token)).isEqualTo(new Reading.Valid(ADA));
  }

  @Test
  void refusesAtTheMomentOfExpiry() {
    String token = tokens.sign(ADA, Duration.ofMinutes(5));

    CallerTokens later = tokens(SECRET, CallerTokens.BEARER, NOW.plus(Duration.ofMinutes(5)));
    assertThat(later.read(token)).isEqualTo(new Reading.Refused("the token has expired"));
  }

  @Test
  void refusesAnotherSecret() {
    Secret other = new Secret("another-secret-another-secret-12");
    String token = tokens(other, CallerTokens.BEARER, NOW).sign(ADA, Duration.ofMinutes(5));

    assertThat(tokens.read(token)).isInstanceOf(Reading.Refused.class);
  }

  @Test
  void refusesATokenForAnotherAudience() {
    String token = tokens(SECRET, "catalog", NOW).sign(ADA, Duration.ofMinutes(5));

    assertThat(tokens.read(token)).isInstanceOf(Reading.Refused.class);
  }

  @Test
  void refusesAnUnsignedToken() {
    String header = base64("{\"alg\":\"none\"}");
    String claims =
        base64("{\"sub\":\"eve\",\"aud\":\"banyan\",\"tenant\":\"main\",\"rights\":[]}");

    assertThat(tokens.read(header + "." + claims + ".")).isInstanceOf(Reading.Refused.class);
  }

  @Test
  void refusesATokenWhoseClaimsWereChanged() {
    String[] parts = tokens.sign(ADA, Duration.ofMinutes(5)).split("\\.");
    String claims = new String(Base64.getUrlDecoder().decode(parts[1]), StandardCharsets.UTF_8);
    String forged = base64(claims.replace("\"ada\"", "\"eve\""));

    assertThat(tokens.read(parts[0] + "." + forged + "." + parts[2]))
        .isInstanceOf(Reading.Refused.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", ".", "..", "a.b.c", "not a token", "{}.{}.{}"})
  void refusesWhatIsNoToken(String text) {
    assertThat(tokens.read(text)).isInstanceOf(Reading.Refused.class);
  }

  @Test
  void refusesAnOversizedTokenUnread() {
    assertThat(tokens.read("a".repeat(CallerTokens.LENGTH_MAX + 1)))
        .isInstanceOf(Reading.Refused.class);
  }

  private static CallerTokens tokens(Secret secret, String audience, Instant now) {
    return new CallerTokens(secret, audience, InstantSource.fixed(now));
  }

  private static String base64(String json) {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(json.getBytes(StandardCharsets.UTF_8));
  }
}
