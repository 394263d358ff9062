package banyan.app;

import banyan.wire.Settings;
import java.net.URI;
import java.util.List;
import java.util.function.Function;

/** A process that serves: the whole product, some of its contexts, or the proxy alone. */
final class Application implements AutoCloseable {
  private final RunningParts parts;
  private final URI url;
  private final List<String> banner;

  private Application(RunningParts parts, Front front, List<String> banner) {
    this.parts = parts;
    this.url = front.url();
    this.banner = banner;
  }

  /** Starts the contexts of the settings behind the proxy. Throws {@link CommandFailure}. */
  static Application up(Settings settings) {
    String word =
        settings.find(AppSettings.ONLY).map(only -> "only-" + String.join("-", only)).orElse("up");
    ServingProcess process = ServingProcess.of(settings, word);
    return start(process, parts -> Monolith.start(process, parts));
  }

  /** Starts the proxy alone. Throws {@link CommandFailure}. */
  static Application proxy(Settings settings) {
    ServingProcess process = ServingProcess.of(settings, "proxy");
    return start(process, parts -> LoneProxy.start(process, parts));
  }

  private static Application start(
      ServingProcess process, Function<RunningParts, Started> composition) {
    RunningParts parts = new RunningParts();
    try {
      process.startLog();
      Started started = composition.apply(parts);
      return new Application(parts, started.front(), started.banner());
    } catch (RuntimeException | Error e) {
      closeAfter(e, parts);
      throw e;
    }
  }

  /** A start that failed leaves nothing behind; its own failure is the one that is told. */
  private static void closeAfter(Throwable failure, RunningParts parts) {
    try {
      parts.close();
    } catch (RuntimeException e) {
      failure.addSuppressed(e);
    }
  }

  /** What it serves, where, and how to stop it; a few lines. */
  List<String> banner() {
    return banner;
  }

  /** Where clients are served. */
  URI url() {
    return url;
  }

  /** Stops everything in the reverse order of its start. */
  @Override
  public void close() {
    parts.close();
  }

  /** What a composition has started, and what to say of it. */
  record Started(Front front, List<String> banner) {}
}
