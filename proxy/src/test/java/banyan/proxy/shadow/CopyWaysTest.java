package banyan.proxy.shadow;

import static org.assertj.core.api.Assertions.assertThat;

import banyan.proxy.migration.Move;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Copies to the side that answered itself, and to one that speaks another contract. */
final class CopyWaysTest {
  @TempDir Path folder;

  @Test
  void theOldSideIsAskedOnceMoreBesideTheNewOne() throws Exception {
    try (ShadowedShop shop = new ShadowedShop(folder, Map.of("shadow.self", 1.0))) {
      shop.migrate("/api/items", "local", "fresh", new Move.Shadow());
      assertThat(shop.get("/api/items", "X-Request-Id: r-1").text()).isEqualTo("\"local\"");

      ShadowPair one = shop.pair();
      ShadowPair other = shop.pair();
      ShadowPair self = one.pairing() == Pairing.SELF ? one : other;
      assertThat(one.pairing()).isNotEqualTo(other.pairing());
      assertThat(text(self.pair().from().body())).isEqualTo("\"local\"");
      assertThat(text(self.pair().to().body())).isEqualTo("\"local\"");
      assertThat(shop.atHome).hasSize(2).last().asString().contains("r-1~copy", "shadow copy");
      shop.await(() -> shop.report().copies().size() == 2);
      assertThat(shop.report().copies())
          .isEqualTo(Map.of("forward", Map.of("answered", 1L), "self", Map.of("answered", 1L)));
    }
  }

  @Test
  void bothAnswersAreComparedInTheContractOfTheClient() throws Exception {
    try (ShadowedShop shop = new ShadowedShop(folder, Map.of())) {
      shop.migrate("/adapted/**", "legacy", "fresh", new Move.Shadow());
      shop.legacy(ShadowedShop.sending(ShadowedShop.OK + "13\r\n\r\n{\"title\":\"a\"}"));
      shop.fresh(ShadowedShop.sending(ShadowedShop.OK + "12\r\n\r\n{\"name\":\"a\"}"));
      shop.get("/adapted/7");
      ShadowPair pair = shop.pair();
      assertThat(shop.fresh.received().getFirst().startLine()).startsWith("GET /v2/7 ");
      assertThat(text(pair.pair().to().body())).isEqualTo("{\"title\":\"a\"}");
      assertThat(pair.pair().to().body()).isEqualTo(pair.pair().from().body());

      shop.fresh(ShadowedShop.sending(ShadowedShop.OK + "3\r\n\r\n{]}"));
      shop.get("/adapted/7");
      assertThat(shop.pair().pair().to().status())
          .as("as a client would have got it")
          .isEqualTo(502);
    }
  }

  private static String text(byte[] body) {
    return new String(body, StandardCharsets.UTF_8);
  }
}
