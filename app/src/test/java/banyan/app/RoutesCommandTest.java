package banyan.app;

import static banyan.testing.TestSize.DEFAULT;
import static org.assertj.core.api.Assertions.assertThat;

import banyan.acceptance.Deployable;
import banyan.app.CommandLineUser.Ending;
import banyan.platform.RunningProcess;
import banyan.testing.FromSize;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code banyan routes} against a listener that answers as the admin listener does. */
class RoutesCommandTest {
  private static final String TOKEN = "open-sesame";
  private static final String REPORT =
      """
      {"document": {"file": "routes.yaml", "hash": "1", "problem": "routes.yaml:3:1: no upstream"},
       "routes": [
        {"id": "r1", "owner": "catalog", "source": "document",
         "match": {"host": null, "methods": ["GET", "HEAD"], "path": "/api/v1/products/**"},
         "to": "catalog", "fallback": "local", "endpoints": ["http://127.0.0.1:9001"],
         "sides": {"catalog": {"requests": 7, "errors": 1, "p50Millis": 1.25, "p99Millis": 30.0}}},
        {"id": "r2", "owner": "catalog", "source": "declaration",
         "match": {"host": null, "methods": ["POST"], "path": "/api/v1/products"},
         "to": "local", "fallback": null, "endpoints": [], "sides": {}}]}
      """;

  private static final int REFRESHES = 3;
  private static final long WAIT_SECONDS = 30;

  @TempDir Path folder;
  private HttpServer server;
  private String url;
  private Path tokenFile;

  @BeforeEach
  void startTheListener() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/routes", RoutesCommandTest::answer);
    server.start();
    url = "http://127.0.0.1:" + server.getAddress().getPort();
    tokenFile = Files.writeString(folder.resolve("admin.token"), TOKEN + "\n");
  }

  @AfterEach
  void stopTheListener() {
    server.stop(0);
  }

  @Test
  void asksTheProcessThatRunsOnTheDataFolder() {
    run("up");
    Ending ending = user().types("routes");

    assertThat(ending.code()).isZero();
    assertThat(ending.out().lines().map(line -> line.replaceAll(" +", " ")))
        .contains(
            "ROUTE OWNER TO SIDE REQUESTS ERRORS P50 P99",
            "GET,HEAD /api/v1/products/** catalog catalog (http://127.0.0.1:9001), else local"
                + " catalog 7 1 1.3 ms 30.0 ms",
            "POST /api/v1/products catalog local - 0 0 - -");
  }

  @Test
  void saysWhatIsWrongWithTheDocument() {
    run("up");

    assertThat(user().types("routes").out())
        .contains("routes.yaml is not in force:\nroutes.yaml:3:1: no upstream");
  }

  @Test
  void printsTheJsonAsItCame() {
    assertThat(
            user()
                .types("routes", "--json", "--admin", url + "/", "--token-file", "admin.token")
                .out())
        .isEqualTo(REPORT);
  }

  @Test
  void saysThatNothingRuns() {
    Ending ending = user().types("routes");

    assertThat(ending.code()).isEqualTo(1);
    assertThat(ending.err()).contains("nothing runs on the data folder").contains("banyan up");
  }

  @Test
  void asksForTheRoleWhenSeveralProcessesRun() {
    run("only-catalog");
    run("proxy");

    assertThat(user().types("routes").err()).contains("choose with --role: only-catalog, proxy");
    assertThat(user().types("routes", "--role", "proxy").code()).isZero();
  }

  @Test
  void saysThatTheTokenIsWrong() throws IOException {
    Files.writeString(tokenFile, "open-barley");
    run("up");
    Ending ending = user().types("routes");

    assertThat(ending.code()).isEqualTo(1);
    assertThat(ending.err()).contains("refuses the token").doesNotContain("open-barley");
  }

  @Test
  void saysThatNobodyAnswers() {
    run("up");
    server.stop(0);

    assertThat(user().types("routes").err()).contains(url + " does not answer");
  }

  @Test
  void sendsNoTokenInTheClearToAnotherMachine() {
    Ending ending =
        user().types("routes", "--admin", "http://10.0.0.1:8081", "--token-file", "admin.token");

    assertThat(ending.code()).isEqualTo(2);
    assertThat(ending.err()).contains("would send the token in the clear");
  }

  @Test
  void needsTheTokenFileWithTheAddress() {
    assertThat(user().types("routes", "--admin", url).err())
        .contains("--admin and --token-file go together");
  }

  @Test
  @FromSize(DEFAULT)
  void showsThemAgainUntilItIsInterrupted() throws Exception {
    Process watching = watch();
    try (BufferedReader said = watching.inputReader()) {
      for (int refresh = 0; refresh < REFRESHES; refresh++) {
        awaitLine(said, "POST /api/v1/products ");
      }
      assertThat(watching.isAlive()).isTrue();
      Process kill = new ProcessBuilder("kill", "-INT", "" + watching.pid()).start();
      assertThat(kill.waitFor(WAIT_SECONDS, TimeUnit.SECONDS)).isTrue();

      assertThat(watching.waitFor(WAIT_SECONDS, TimeUnit.SECONDS)).isTrue();
      assertThat(watching.exitValue()).isZero();
    } finally {
      watching.destroyForcibly();
    }
  }

  private Process watch() throws IOException {
    ProcessBuilder builder =
        Deployable.process(
            List.of("routes", "--watch", "--admin", url, "--token-file", tokenFile.toString()));
    // A build in the background of a script ignores it.
    builder.command().addAll(0, List.of("env", "--default-signal=INT"));
    return builder.directory(folder.toFile()).start();
  }

  private static void awaitLine(BufferedReader said, String start) throws IOException {
    StringBuilder passed = new StringBuilder();
    for (String line = said.readLine(); line != null; line = said.readLine()) {
      if (line.startsWith(start)) {
        return;
      }
      passed.append(line).append('\n');
    }
    throw new AssertionError("it ended with:\n" + passed);
  }

  private void run(String role) {
    new RunFile(role, RunningProcess.current(), "http://x", url, tokenFile.toString())
        .write(folder.resolve("var"));
  }

  private CommandLineUser user() {
    return new CommandLineUser(folder);
  }

  private static void answer(HttpExchange exchange) throws IOException {
    String credentials = exchange.getRequestHeaders().getFirst("Authorization");
    if (!("Bearer " + TOKEN).equals(credentials)) {
      exchange.sendResponseHeaders(401, -1);
      exchange.close();
      return;
    }
    byte[] body = REPORT.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(200, body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }
}
