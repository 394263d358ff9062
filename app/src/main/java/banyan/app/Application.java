package banyan.app;

import banyan.wire.Settings;
import java.net.URI;
import java.util.List;

/** The running application. Placeholder of the composition. */
final class Application implements AutoCloseable {
  private Application() {}

  static Application up(Settings settings) {
    throw CommandFailure.failed("there is nothing to start yet");
  }

  static Application proxy(Settings settings) {
    throw CommandFailure.failed("there is nothing to start yet");
  }

  List<String> banner() {
    return List.of();
  }

  URI url() {
    return URI.create("http://127.0.0.1:0");
  }

  @Override
  public void close() {}
}
