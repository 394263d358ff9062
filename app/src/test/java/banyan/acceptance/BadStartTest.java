package banyan.acceptance;

import static banyan.testing.TestSize.DEFAULT;
import static org.assertj.core.api.Assertions.assertThat;

import banyan.app.CommandLineUser;
import banyan.testing.FromSize;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A start that cannot go well says why and what to do, and leaves nothing running. */
@ExtendWith(Shop.Opened.class)
final class BadStartTest {
  private Path folder;
  private String data;

  @BeforeEach
  void open() throws Exception {
    folder = Folders.make();
    data = Folders.data(folder).toString();
  }

  @AfterEach
  void remove() {
    Folders.remove(folder);
  }

  @Test
  @FromSize(DEFAULT)
  void namesThePortThatIsTakenAndTheRemedy() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      String port = Integer.toString(taken.getLocalPort());

      var ended = BanyanProcess.run("up", "--data", data, "--port", port, "--admin-port", "0");

      assertThat(ended.code()).as(ended.output()).isEqualTo(1);
      assertThat(ended.output()).contains("127.0.0.1:" + port).contains("--port");
      assertThat(Path.of(data, "run", "up.json")).doesNotExist();
      assertThat(Path.of(data, "run", "database.json")).doesNotExist();
    }
  }

  @Test
  void listsEveryFaultOfTheRoutesDocument(Shop shop) throws Exception {
    Path routes =
        Files.writeString(
            folder.resolve("routes.yaml"),
            """
            upstreams:
              catalog: {endpoint: ["http://127.0.0.1:9001"]}
            routes:
              - {match: {methods: [get], path: /api/**}, to: catalog}
              - {match: {path: /a/**}, to: katalog}
            """);

    var ended =
        new CommandLineUser(folder)
            .types(
                "up",
                "--join",
                "--data",
                shop.process().data().toString(),
                "--port",
                "0",
                "--routes",
                routes.toString());

    assertThat(ended.code()).as(ended.err()).isEqualTo(1);
    assertThat(ended.err())
        .contains("routes.yaml:2:", "did you mean 'endpoints'?")
        .contains("routes.yaml:4:", "did you mean 'GET'?")
        .contains("routes.yaml:5:", "did you mean 'catalog'?");
  }

  @Test
  void wantsASecretForADatabaseOfOnesOwnBeforeAnythingStarts() throws Exception {
    CommandLineUser user =
        new CommandLineUser(folder)
            .with("BANYAN_DATABASE_URL", "postgres://a:hidden-word@127.0.0.1:1/shop");
    var mistyped = user.types("up", "--data", data, "--prot", "0");
    var checked = user.types("up", "--data", data, "--port", "0");

    assertThat(mistyped.code()).isEqualTo(2);
    assertThat(mistyped.err()).contains("did you mean '--port'?");
    assertThat(checked.code()).isEqualTo(2);
    assertThat(checked.err()).contains("BANYAN_SECRET").doesNotContain("hidden-word");
    assertThat(Path.of(data, "run")).doesNotExist();
  }
}
