package banyan.app;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import banyan.proxy.route.LocalCode;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class UnmetNeedsTest {
  @Test
  void refusesToStartWithoutAContextThatIsCalled() {
    assertThatThrownBy(() -> UnmetNeeds.refuse(hosting("orders"), null))
        .hasMessageContaining("orders calls catalog, which this process does not host")
        .hasMessageContaining("--only")
        .hasMessageContaining("calls: {catalog: <upstream>}");
  }

  @Test
  void startsWithAllThatIsCalled() {
    assertThatCode(() -> UnmetNeeds.refuse(hosting("orders", "catalog"), null))
        .doesNotThrowAnyException();
  }

  private static LocalCode hosting(String... contexts) {
    return new LocalCode(
        List.of(),
        Set.of("catalog", "orders"),
        Set.of(contexts),
        List.of(),
        List.of(new LocalCode.Need("orders", "catalog")));
  }
}
