package banyan.app.launcher;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The real {@code mvnw}, in a home without a Maven. */
final class MavenWrapperTest {
  private static final Path ROOT = Path.of(System.getProperty("banyan.root"));

  @TempDir private Path folder;

  @Test
  void fetchesMavenFromTheRepositoryThatTheUserNames() throws Exception {
    Queue<String> asked = new ConcurrentLinkedQueue<>();
    HttpServer repository = repositoryWithoutMaven(asked);
    try {
      Process wrapper =
          mvnw("http://127.0.0.1:" + repository.getAddress().getPort() + "/a/mirror").start();
      LauncherSandbox.Outcome outcome = LauncherSandbox.finish(wrapper);

      assertThat(outcome.exitCode()).as(outcome.complaints()).isNotZero();
      assertThat(asked)
          .isNotEmpty()
          .allSatisfy(
              path ->
                  assertThat(path)
                      .matches(
                          "/a/mirror/org/apache/maven/apache-maven/[^/]+/apache-maven-[^/]+-bin.*"));
    } finally {
      repository.stop(0);
    }
  }

  private ProcessBuilder mvnw(String repository) throws IOException {
    Path clone = Files.createDirectories(folder.resolve("clone"));
    for (String file : new String[] {"mvnw", ".mvn/wrapper/maven-wrapper.properties"}) {
      Files.createDirectories(clone.resolve(file).getParent());
      Files.copy(ROOT.resolve(file), clone.resolve(file));
    }
    ProcessBuilder builder = new ProcessBuilder("sh", clone.resolve("mvnw").toString(), "-version");
    builder.environment().clear();
    builder
        .environment()
        .putAll(
            Map.of(
                "PATH",
                "/usr/bin:/bin",
                "HOME",
                folder.toString(),
                "JAVA_HOME",
                System.getProperty("java.home"),
                "MVNW_REPOURL",
                repository));
    return builder.directory(clone.toFile());
  }

  private static HttpServer repositoryWithoutMaven(Queue<String> asked) throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          asked.add(exchange.getRequestURI().getPath());
          byte[] body = "no Maven here".getBytes(UTF_8);
          exchange.sendResponseHeaders(404, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    server.start();
    return server;
  }
}
