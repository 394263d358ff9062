package banyan.app.demo;

import static org.assertj.core.api.Assertions.assertThat;

import banyan.proxy.compare.Rules;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class PriceRulesTest {
  @Test
  void areRulesThatCanBeRead() {
    String text =
        PriceRules.of(
            List.of(new Goods.Priced("DEMO-PRICE-1", "/api/v1/products/1", "\"1\"", 100)),
            Instant.parse("2026-11-21T23:00:00Z"));

    assertThat(text).contains("request: GET /api/v1/products/by-sku/DEMO-PRICE-1", "2026-11-22");
    assertThat(Rules.read("rules.yaml", text)).isInstanceOf(Rules.Reading.Valid.class);
  }
}
