package banyan.proxy.identity;

import static org.assertj.core.api.Assertions.assertThat;

import banyan.wire.Caller;
import banyan.wire.CallerTokens;
import banyan.wire.Secret;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import org.junit.jupiter.api.Test;

class CallerFieldTest {
  private static final Secret SECRET = new Secret("0123456789abcdef0123456789abcdef");
  private static final Caller ANN = new Caller("main", "ann", Set.of("catalog:write"));

  private Instant now = Instant.parse("2026-11-21T10:00:00Z");
  private final CallerField field = new CallerField(SECRET, () -> now);

  @Test
  void aValueIsSentAgainForLessThanFifteenSeconds() {
    String first = field.value(ANN, "catalog");
    now = now.plus(Duration.ofSeconds(13));
    assertThat(field.value(ANN, "catalog")).isEqualTo(first);
    now = now.plus(Duration.ofSeconds(2));
    assertThat(field.value(ANN, "catalog")).isNotEqualTo(first);
  }

  @Test
  void aBearerTokenIsNoSignedField() {
    CallerTokens bearers = new CallerTokens(SECRET, CallerTokens.BEARER, () -> now);
    String token = bearers.sign(ANN, Duration.ofMinutes(5));
    assertThat(field.read(token, "catalog")).isInstanceOf(CallerTokens.Reading.Refused.class);
    assertThat(bearers.read(field.value(ANN, "catalog")))
        .isInstanceOf(CallerTokens.Reading.Refused.class);
  }

  @Test
  void anotherInstallationsValueIsRefused() {
    CallerField other =
        new CallerField(new Secret("another-secret-of-at-least-32-characters"), () -> now);
    assertThat(field.read(other.value(ANN, "catalog"), "catalog"))
        .isInstanceOf(CallerTokens.Reading.Refused.class);
  }
}
