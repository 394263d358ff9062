package banyan.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code banyan where} beside a proxy that runs alone, and beside nobody. */
final class WhereCommandTest {
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
  void tellsWhereSomebodyIsAndAgreesWithTheList() throws IOException {
    proxy.create("--identity", "cookie:who");
    proxy.well("migration", "shadow", "orders", "--why", "x");
    proxy.well("migration", "canary", "orders", "50", "--why", "x", "--override", "no gate yet");
    Files.writeString(folder.resolve("who.txt"), "ada\nbob\neve\nZoë\n");

    List<String> lines =
        proxy.well("where", "--migration", "orders", "--identities", "who.txt").lines().toList();

    assertThat(lines).hasSize(4);
    for (String line : lines) {
      String[] columns = line.split("\t");
      if (columns[0].equals("Zoë")) {
        continue;
      }
      String told =
          proxy.well("where", "--json", "-H", "Cookie: who=" + columns[0], "GET /orders/7");
      JsonNode json = JSON.readTree(told);
      assertThat(json.at("/migration/bucket").asText()).isEqualTo(columns[1]);
      assertThat(json.at("/migration/side").asText()).isEqualTo(columns[2]);
      assertThat(json.at("/migration/cohort").asText()).isEqualTo(columns[3]);
      String answered = proxy.answer("Cookie: who=" + columns[0]);
      assertThat(answered).isEqualTo(columns[2].equals("to") ? "fresh" : "legacy");
    }
    assertThat(proxy.well("where", "-H", "Cookie: who=ada", "/orders/7"))
        .contains("goes to", "the migration orders, at canary 50%", "ada, told by cookie:who");
  }

  @Test
  void bucketsAreToldWithoutAProcess() throws IOException {
    String salt = "000102030405060708090a0b0c0d0e0f";
    Path file = folder.resolve("who.txt");
    Files.writeString(file, "ada\nuser-1\n");

    assertThat(proxy.well("where", "--salt", salt, "--weight", "60", "--identities", "who.txt"))
        .isEqualTo("ada\t7900\tfrom\tbaseline\nuser-1\t5165\tto\tcandidate\n");
    assertThat(
            proxy.types("where", "--salt", "12", "--weight", "1", "--identities", "who.txt").code())
        .isEqualTo(2);
    assertThat(
            proxy.types("where", "--salt", salt, "--weight", "x", "--identities", "who.txt").code())
        .isEqualTo(2);
    assertThat(proxy.types("where").code()).isEqualTo(2);

    String[] listed = {"where", "--salt", salt, "--weight", "60", "--identities", "who.txt"};
    Files.writeString(file, "ada\r\n\r\nuser-1");
    assertThat(proxy.well(listed))
        .isEqualTo("ada\t7900\tfrom\tbaseline\nuser-1\t5165\tto\tcandidate\n");
    Files.writeString(file, "ada\n" + "x".repeat(600));
    assertThat(proxy.types(listed).err())
        .contains("who.txt:2: longer than 512 characters; write one identity on each line");
    Files.writeString(file, "\uFEFFada\n");
    assertThat(proxy.well(listed)).isEqualTo("ada\t7900\tfrom\tbaseline\n");
    Files.delete(file);
    assertThat(proxy.types(listed).err()).contains("who.txt does not exist");
    Files.write(file, new byte[] {'a', '\n', (byte) 0xff, '\n'});
    assertThat(proxy.types(listed).err()).contains("who.txt is not UTF-8", "save it as UTF-8");
  }
}
