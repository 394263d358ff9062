package banyan.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A routes document that breaks under a running product changes nothing, and says so. */
@ExtendWith(Shop.Opened.class)
final class BadRoutesTest {
  private static final Duration NOTICED_MAX = Duration.ofSeconds(10);
  private static final String FAULTY =
      """
      routes:
        - {match: {path: /api/v1/products/**}, to: katalog}
        - {mach: {path: /x}, to: local}
      """;

  private final Shop shop;

  BadRoutesTest(Shop shop) {
    this.shop = shop;
  }

  @AfterEach
  void mend() throws IOException {
    Folders.publish(shop.routes(), "routes: []\n");
    await().atMost(NOTICED_MAX).until(() -> problem().isEmpty());
  }

  @Test
  void keepsTheRoutesInForceAndListsEveryFault() throws Exception {
    String hash = document().path("hash").asText();
    Folders.publish(shop.routes(), FAULTY);
    await().atMost(NOTICED_MAX).until(() -> !problem().isEmpty());

    assertThat(problem()).contains("routes.yaml:2:").contains("routes.yaml:3:").contains("katalog");
    assertThat(document().path("hash").asText()).isEqualTo(hash);
    assertThat(shop.process().log()).contains("routes file refused");
    assertThat(shop.reader().get("/api/v1/products?limit=1").statusCode()).isEqualTo(200);
  }

  private String problem() throws Exception {
    return document().path("problem").asText("");
  }

  private JsonNode document() throws Exception {
    return Client.json(shop.process().admin("/routes")).path("document");
  }
}
