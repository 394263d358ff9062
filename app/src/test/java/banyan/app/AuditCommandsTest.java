package banyan.app;

import static org.assertj.core.api.Assertions.assertThat;

import banyan.app.CommandLineUser.Ending;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code banyan audit list|verify} beside a proxy that runs alone. */
final class AuditCommandsTest {
  private static final JsonMapper JSON = new JsonMapper();

  @TempDir Path folder;
  private MigratingProxy proxy;

  @BeforeEach
  void start() throws IOException {
    proxy = new MigratingProxy(folder);
  }

  @AfterEach
  void stop() {
    proxy.close();
  }

  @Test
  void theAuditLogIsVerifiedAndTheFirstBrokenEntryIsNamed() throws IOException {
    proxy.create();
    String first = proxy.well("audit", "verify");
    assertThat(first).contains("is whole: 1 entries, head 1:");
    String head = first.strip().substring(first.indexOf("1:"));
    proxy.well("migration", "shadow", "orders", "--why", "x");
    proxy.well("audit", "verify", "--head", head);
    assertThat(proxy.well("audit", "list").lines())
        .hasSize(3)
        .anyMatch(
            line -> line.matches("1 .* create +orders +prepared +/orders/\\*\\* +ada .* it moves"))
        .anyMatch(line -> line.matches("2 .* shadow +orders +shadow .* x"));

    Path entry = proxy.entries().getFirst();
    Files.writeString(entry, Files.readString(entry).replace("it moves", "it stays"));
    Ending broken = proxy.types("audit", "verify");
    assertThat(broken.code()).isEqualTo(1);
    assertThat(broken.out()).contains("broken at entry 1: it was changed");
    JsonNode json = JSON.readTree(proxy.types("audit", "verify", "--json").out());
    assertThat(json.path("broken").asInt()).isEqualTo(1);
  }

  @Test
  void anEndThatWasCutIsFoundByAnEarlierHead() throws IOException {
    proxy.create();
    proxy.well("migration", "shadow", "orders", "--why", "x");
    String verified = proxy.well("audit", "verify").strip();
    String head = verified.substring(verified.indexOf("head ") + "head ".length());
    Files.delete(proxy.entries().getLast());

    assertThat(proxy.types("audit", "verify").code()).isZero();
    Ending cut = proxy.types("audit", "verify", "--head", head);
    assertThat(cut.code()).isEqualTo(1);
    assertThat(cut.out()).contains("its end was cut");
    assertThat(proxy.types("audit", "verify", "--head", "x").code()).isEqualTo(2);
  }
}
