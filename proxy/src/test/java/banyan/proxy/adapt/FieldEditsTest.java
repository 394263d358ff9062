package banyan.proxy.adapt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.junit.jupiter.api.Test;

final class FieldEditsTest {
  @Test
  void renamesThenRemovesThenSets() {
    HttpFields.Mutable fields =
        HttpFields.build().add("X-A", "1").add("x-a", "2").add("X-Old", "o").add("X-Api", "1");
    new FieldEdits(Map.of("x-a", "x-b"), Set.of("x-old"), Map.of("X-Api", "2")).apply(fields);
    assertThat(fields.stream().map(HttpField::toString))
        .containsExactlyInAnyOrder("x-b: 1", "x-b: 2", "X-Api: 2");
  }

  @Test
  void refusesNamesThatAreNotToBeHad() {
    for (String name :
        List.of(
            "Host",
            "content-length",
            "Transfer-Encoding",
            "TE",
            "Connection",
            "X-Forwarded-For",
            "x_forwarded_for",
            "Forwarded",
            "Banyan-Caller",
            "banyan_call",
            "X-Request-Id",
            "traceparent",
            "Via",
            "a b",
            "",
            "a:b")) {
      assertThatIllegalArgumentException().as(name).isThrownBy(() -> FieldEdits.checkName(name));
    }
  }

  @Test
  void refusesValuesThatBreakAMessage() {
    for (String value : List.of("a\r\nb", "a\0", " a", "a ", "é", "", "x".repeat(5000))) {
      assertThatIllegalArgumentException().isThrownBy(() -> FieldEdits.checkValue(value));
    }
  }
}
