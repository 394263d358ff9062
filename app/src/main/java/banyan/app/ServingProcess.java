package banyan.app;

import banyan.platform.telemetry.Logs;
import banyan.platform.telemetry.TelemetrySettings;
import banyan.wire.Settings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What every serving process has before anything is started.
 *
 * @param data the folder of everything that is kept, absolute
 * @param role names its run file, its token and its log
 */
record ServingProcess(Settings settings, Path data, String role) {
  static ServingProcess of(Settings settings, String word) {
    Path data = settings.get(AppSettings.DATA).toAbsolutePath().normalize();
    return new ServingProcess(settings, data, RunFile.freeRole(data, word));
  }

  Path logFile() {
    return data.resolve("log").resolve(role + ".json");
  }

  void startLog() {
    try {
      Files.createDirectories(logFile().getParent());
    } catch (IOException e) {
      throw new UncheckedIOException("the folder of logs " + logFile().getParent(), e);
    }
    Logs.configure(
        settings.get(TelemetrySettings.LOG_LEVEL),
        settings.get(TelemetrySettings.LOG_TO),
        logFile());
  }
}
