package banyan.app;

import banyan.app.settings.ResolvedSettings;
import banyan.app.settings.SettingsFile;
import banyan.app.settings.SettingsResolution;
import banyan.app.settings.SettingsSources;
import banyan.platform.database.DatabaseSettings;
import banyan.wire.Settings;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/**
 * {@code banyan train}, hidden: does what a day of work does, in a folder of its own, so that the
 * JVM can write down which classes and profiles a start needs (JEP 514).
 */
final class TrainCommand implements Command {
  private static final int ROUNDS = 20;
  private static final Duration WAIT = Duration.ofSeconds(10);

  /** What clients ask for: lists, searches, misses, documents. */
  private static final List<String> PATHS =
      List.of(
          "/health/live",
          "/health/ready",
          "/openapi.json",
          "/docs",
          "/api/v1/products",
          "/api/v1/products?limit=5&q=oak",
          "/api/v1/products/by-sku/none",
          "/api/v1/nothing");

  private static final String PRODUCT =
      """
      {"sku": "TRAIN-NUMBER", "name": "Training bench", "description": "Oak, two seats",
       "price": {"amountMinor": 12900, "currency": "EUR"}}
      """;

  private final Surroundings surroundings;

  TrainCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public CommandSpec spec() {
    CommandSpec spec = CommandForm.of(this, "train", "Exercise the application for the AOT cache.");
    spec.usageMessage().hidden(true);
    return spec;
  }

  @Override
  public ExitCode run(ParseResult given) {
    Main.run(silent(), "--help");
    Main.run(silent(), "settings");
    // Refused for want of a document, behind all that a start begins with.
    Main.run(silent(), LoneProxy.COMMAND);
    try {
      Path data = Files.createTempDirectory("banyan-train");
      try {
        exercise(data);
        ProxyRehearsal.play(data, document -> proxySettings(data, document));
      } finally {
        delete(data);
      }
    } catch (IOException e) {
      throw CommandFailure.failed("training needs a temporary folder: " + e, e);
    }
    return ExitCode.WELL;
  }

  private void exercise(Path data) {
    try (Application application = Application.up(settings(data).settings());
        HttpClient client = HttpClient.newBuilder().connectTimeout(WAIT).build()) {
      for (int round = 0; round < ROUNDS; round++) {
        for (String path : PATHS) {
          send(client, request(application.url(), path).GET());
        }
        send(
            client,
            request(application.url(), "/api/v1/products")
                .header("Content-Type", "application/json")
                .header("Idempotency-Key", "train-" + round)
                .POST(BodyPublishers.ofString(PRODUCT.replace("NUMBER", Integer.toString(round)))));
      }
    }
  }

  /** Nothing else of the user's environment: training must not touch a database of theirs. */
  private ResolvedSettings settings(Path data) {
    Map<String, String> flags = new HashMap<>();
    flags.putAll(
        Map.of("data", data.toString(), "port", "0", "admin-port", "0", "demo-data", "true"));
    String programs = surroundings.environment().get(DatabaseSettings.PROGRAMS.environmentName());
    if (programs != null) {
      flags.put(DatabaseSettings.PROGRAMS.key(), programs);
    }
    return valid(flags);
  }

  private static Settings proxySettings(Path data, Path document) {
    Map<String, String> flags =
        Map.of(
            "data",
            data.resolve("proxy").toString(),
            "port",
            "0",
            "admin-port",
            "0",
            AppSettings.ROUTES.key(),
            document.toString());
    return valid(flags).settings();
  }

  private static ResolvedSettings valid(Map<String, String> flags) {
    return Configuration.valid(
        SettingsResolution.resolve(
            DeclaredSettings.declarations(),
            new SettingsSources(flags, Map.of(), SettingsFile.ABSENT)));
  }

  private Surroundings silent() {
    PrintWriter nowhere = new PrintWriter(Writer.nullWriter());
    return new Surroundings(
        Map.of(), surroundings.folder(), nowhere, nowhere, false, surroundings.clock());
  }

  private static HttpRequest.Builder request(URI base, String path) {
    return HttpRequest.newBuilder(base.resolve(path)).timeout(WAIT);
  }

  /** Any answer will do, refusals too: they are part of a day's work. */
  private static void send(HttpClient client, HttpRequest.Builder request) {
    try {
      client.send(request.build(), BodyHandlers.discarding());
    } catch (IOException e) {
      throw CommandFailure.failed("training: the application does not answer: " + e, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw CommandFailure.failed("training was interrupted", e);
    }
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }
}
