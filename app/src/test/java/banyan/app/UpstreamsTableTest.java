package banyan.app;

import static org.assertj.core.api.Assertions.assertThat;

import banyan.app.CommandLineUser.Ending;
import banyan.proxy.admin.AdminListener;
import banyan.proxy.admin.AdminSettings;
import banyan.proxy.admin.StandardEndpoints;
import banyan.proxy.balance.Balance;
import banyan.proxy.balance.Pick;
import banyan.proxy.resilience.Guards;
import banyan.proxy.resilience.Outcome;
import banyan.proxy.route.Upstream;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code banyan routes upstreams}, against a listener. */
final class UpstreamsTableTest {
  @TempDir Path folder;
  private final Balance balance = new Balance(() -> 0);
  private final Guards guards = new Guards(() -> 0);
  private AdminListener listener;
  private Path tokenFile;

  @BeforeEach
  void start() throws IOException {
    Upstream shop =
        new Upstream(
            "shop",
            List.of(URI.create("http://10.0.0.1:80"), URI.create("http://10.0.0.2:80")),
            Upstream.Timeouts.DEFAULT);
    Pick first = Objects.requireNonNull(balance.of(shop).choose("a", null));
    for (int i = 0; i < 5; i++) {
      Objects.requireNonNull(balance.of(shop).choose("a", null))
          .ended(Outcome.FAILURE, Duration.ofMillis(3).toNanos());
    }
    assertThat(first.origin().getPort()).isEqualTo(80);
    guards.of("shop", shop.protection());
    tokenFile = folder.resolve("run/admin.token");
    listener =
        new AdminListener(
            new AdminSettings("127.0.0.1", 0, null),
            tokenFile,
            List.of(StandardEndpoints.upstreams(balance::report, guards)));
    listener.start();
  }

  @AfterEach
  void stop() throws IOException {
    listener.close();
  }

  @Test
  void showsHowEachEndpointStands() {
    List<String> lines =
        asks().out().lines().map(line -> line.replaceAll(" +", " ")).sorted().toList();
    assertThat(lines).hasSize(3);
    assertThat(lines)
        .contains(
            "UPSTREAM ENDPOINT ADDRESS WEIGHT STATE BREAKER IN FLIGHT REQUESTS FAILURES LATENCY")
        .anyMatch(line -> line.matches("shop http://10.0.0.\\d:80 - 1 well closed 0 0 0 -"))
        .anyMatch(
            line ->
                line.matches(
                    "shop http://10.0.0.\\d:80 - 1 ejected for 30 s closed 1 5 5 16000.0 ms"));
  }

  @Test
  void printsTheJsonAsItCame() {
    assertThat(asks("--json").out())
        .startsWith("[{\"upstream\":\"shop\",\"endpoint\":\"http://10.0.0.1:80\",\"address\":null,")
        .contains("\"state\":\"ejected\",\"used\":false,\"ejectedMillis\":30000,\"inFlight\":1");
  }

  private Ending asks(String... more) {
    List<String> words = new ArrayList<>(List.of("routes", "upstreams"));
    words.addAll(List.of("--admin", listener.url(), "--token-file", tokenFile.toString()));
    words.addAll(List.of(more));
    return new CommandLineUser(folder).types(words.toArray(String[]::new));
  }
}
