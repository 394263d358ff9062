package banyan.acceptance;

import banyan.platform.database.DatabaseAddress;
import banyan.testing.ScriptedUpstream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/**
 * A system that knows nothing of us: an Express application of {@code app/src/test}, where there is
 * node and npm can install it; a scripted server that answers the same paths otherwise.
 */
final class LegacyApplication implements AutoCloseable {
  private static final Path ROOT = Path.of(System.getProperty("banyan.root"));
  private static final List<String> FILES =
      List.of("package.json", "package-lock.json", "server.js");
  private static final String LISTENING = "listening on ";
  private static final long INSTALL_SECONDS_MAX = 60;

  private final int port;
  private final @Nullable Process express;
  private final @Nullable ScriptedUpstream scripted;

  private LegacyApplication(
      int port, @Nullable Process express, @Nullable ScriptedUpstream scripted) {
    this.port = port;
    this.express = express;
    this.scripted = scripted;
  }

  /** The application that uses what Express offers. */
  static LegacyApplication start() throws IOException, InterruptedException {
    return start("express", Map.of(), new LegacyScript());
  }

  /** The application that keeps the orders of a shop's database. */
  static LegacyApplication ofOrders(DatabaseAddress database)
      throws IOException, InterruptedException {
    String url =
        "postgres://%s:%s@%s:%d/%s"
            .formatted(
                database.user(),
                database.password(),
                database.host(),
                database.port(),
                database.database());
    return start(
        "express-orders", Map.of("LEGACY_DATABASE", url), new LegacyOrdersScript(database));
  }

  private static LegacyApplication start(
      String name, Map<String, String> environment, ScriptedUpstream.Script script)
      throws IOException, InterruptedException {
    Optional<Path> installed = install(ROOT.resolve("app/src/test").resolve(name));
    LegacyApplication legacy =
        installed.isPresent() ? express(installed.get(), environment) : scripted(script);
    System.out.println(
        "legacy application: " + (legacy.isExpress() ? "Express" : "a script, for want of npm"));
    return legacy;
  }

  int port() {
    return port;
  }

  /** Whether it is the real application. */
  boolean isExpress() {
    return express != null;
  }

  private static LegacyApplication express(Path installed, Map<String, String> environment)
      throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder("node", "server.js")
            .directory(installed.toFile())
            .redirectError(ProcessBuilder.Redirect.INHERIT);
    builder.environment().putAll(environment);
    Process process = builder.start();
    String line = process.inputReader().readLine();
    if (line == null || !line.startsWith(LISTENING)) {
      process.destroyForcibly();
      throw new AssertionError("the Express application did not start: " + line);
    }
    return new LegacyApplication(
        Integer.parseInt(line.substring(LISTENING.length())), process, null);
  }

  private static LegacyApplication scripted(ScriptedUpstream.Script script) {
    ScriptedUpstream scripted = ScriptedUpstream.start(script);
    return new LegacyApplication(scripted.port(), null, scripted);
  }

  /** The folder of the installed application, kept for the next run; empty where npm cannot. */
  private static Optional<Path> install(Path source) throws IOException, InterruptedException {
    Path kept = ROOT.resolve("target").resolve("test-express").resolve(fingerprint(source));
    if (!Files.isDirectory(kept.resolve("node_modules"))) {
      Files.createDirectories(kept.getParent());
      Path fresh = Files.createTempDirectory(kept.getParent(), "fresh");
      for (String file : FILES) {
        Files.copy(source.resolve(file), fresh.resolve(file), StandardCopyOption.REPLACE_EXISTING);
      }
      if (!runs(fresh, "npm", "ci", "--no-audit", "--no-fund")) {
        Folders.remove(fresh);
        return Optional.empty();
      }
      Files.move(fresh, kept, StandardCopyOption.ATOMIC_MOVE);
    }
    return runs(kept, "node", "--version") ? Optional.of(kept) : Optional.empty();
  }

  private static String fingerprint(Path source) throws IOException {
    CRC32 sum = new CRC32();
    for (String file : FILES) {
      sum.update(Files.readString(source.resolve(file)).getBytes(StandardCharsets.UTF_8));
    }
    return Long.toHexString(sum.getValue());
  }

  private static boolean runs(Path folder, String... command) throws InterruptedException {
    try {
      Process process =
          new ProcessBuilder(command)
              .directory(folder.toFile())
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      boolean hasEnded = process.waitFor(INSTALL_SECONDS_MAX, TimeUnit.SECONDS);
      process.destroyForcibly();
      return hasEnded && process.exitValue() == 0;
    } catch (IOException e) {
      return false; // there is no such program
    }
  }

  @Override
  public void close() {
    if (express != null) {
      express.destroyForcibly();
    }
    if (scripted != null) {
      scripted.close();
    }
  }
}
