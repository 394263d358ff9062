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
 * @param role names its run file, its token and its log; no other living process has it
 */
record ServingProcess(Settings settings, Path data, String role, Sockets sockets) {
  /**
   * Looks at the data folder and binds both ports before the first file is written, then takes a
   * role; each is noted in {@code parts}.
   *
   * @param word the role, unless another process has it
   * @throws CommandFailure when a start cannot go well
   */
  static ServingProcess open(Settings settings, String word, RunningParts parts) {
    Path data = settings.get(AppSettings.DATA).toAbsolutePath().normalize();
    DataFolder.refuseUnusable(data);
    Sockets sockets = parts.add("sockets", Sockets.bind(settings));
    DataFolder.sweep(data);
    RunFile claimed = RunFile.claim(data, word);
    parts.add("role", () -> claimed.delete(data));
    return new ServingProcess(settings, data, claimed.role(), sockets);
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
