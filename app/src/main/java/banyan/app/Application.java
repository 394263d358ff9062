package banyan.app;

import banyan.wire.Settings;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.List;
import java.util.function.BiFunction;

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
    if (DatabaseServer.isOwn(settings)) {
      EmbeddedDatabase.refuseOwned(settings.get(AppSettings.DATA));
    }
    return start(settings, word, Monolith::start);
  }

  /** Starts the proxy alone. Throws {@link CommandFailure}. */
  static Application proxy(Settings settings) {
    return start(settings, "proxy", LoneProxy::start);
  }

  private static Application start(
      Settings settings,
      String word,
      BiFunction<ServingProcess, RunningParts, Started> composition) {
    RunningParts parts = new RunningParts();
    try {
      ServingProcess process = ServingProcess.open(settings, word, parts);
      process.startLog();
      Started started = composition.apply(process, parts);
      return new Application(parts, started.front(), started.banner());
    } catch (UncheckedIOException e) {
      closeAfter(e, parts);
      throw CommandFailure.failed(
          e.getMessage() + ": " + e.getCause() + "; it must be ours, and its disk must have room",
          e);
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
