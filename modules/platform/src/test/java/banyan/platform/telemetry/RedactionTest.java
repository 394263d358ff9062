package banyan.platform.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RedactionTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Authorization: Bearer abcdef123456 sent | Authorization: Bearer *** sent",
        "token eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJhIn0.c2ln here | token *** here",
        "jdbc postgres://app:hunter2@db:5432/x failed | jdbc postgres://app:***@db:5432/x failed",
        "password=hunter2&x=1 | password=***&x=1",
        "{\"secret\":\"hunter2\"} | {\"secret\":\"***\"}",
        "Cookie: session=abc | Cookie: ***",
        "'Basic\tdXNlcjpwYXNz' | 'Basic ***'",
        "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJhIn0.c2ln | ***",
        "passwd:hunter2 | passwd:***",
        "12:30:00 token=abc1:x | 12:30:00 token=***",
        "token : abc | token : ***",
        "{\"API_KEY\" : \"abc\"} | {\"API_KEY\" : \"***\"}",
        "Authorization=abc | Authorization=***",
        "http://127.0.0.1:8080/token | http://127.0.0.1:8080/token",
        "http://127.0.0.1:8080?token=abc | http://127.0.0.1:8080?token=***",
        "http://app:hunter2@127.0.0.1:8080 | http://app:***@127.0.0.1:8080",
        "a product called Bearer | a product called Bearer",
      })
  void removesCredentialsAndLeavesTheRest(String line, String expected) {
    assertThat(Redaction.redact(line)).isEqualTo(expected);
  }
}
