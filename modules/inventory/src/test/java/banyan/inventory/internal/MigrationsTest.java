package banyan.inventory.internal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import banyan.platform.idempotency.Keys;
import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;
import org.junit.jupiter.api.Test;

final class MigrationsTest {
  @Test
  void copyTheTableOfIdempotencyKeysFromThePlatform() throws IOException {
    String copy = statements(InventoryModule.class, "/migrations/inventory/V003__idempotency.sql");

    assertThat(copy).isEqualTo(statements(Keys.class, "idempotency.sql"));
  }

  private static String statements(Class<?> beside, String name) throws IOException {
    try (InputStream text = Objects.requireNonNull(beside.getResourceAsStream(name), name)) {
      return new String(text.readAllBytes(), UTF_8).replaceAll("(?m)^--.*\\R", "");
    }
  }
}
