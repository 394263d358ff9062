package banyan.app;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** Asks the admin listener of a running process. Any thread; blocks. */
final class AdminClient implements AutoCloseable {
  private static final Duration WAIT = Duration.ofSeconds(2);

  /** A change waits for the store: for its connection and for its transaction. */
  private static final Duration CHANGE_WAIT = Duration.ofSeconds(20);

  private static final long BODY_BYTES_MAX = 16 << 20;

  private final AdminAddress address;
  private final HttpClient client = HttpClient.newBuilder().connectTimeout(WAIT).build();

  AdminClient(AdminAddress address) {
    this.address = address;
  }

  /** The body that the listener answers for a path. */
  String ask(String path) {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(address.url() + path))
            .timeout(WAIT)
            .header("Authorization", "Bearer " + address.token())
            .build();
    HttpResponse<byte[]> response = send(request);
    return switch (response.statusCode()) {
      case 200 -> new String(response.body(), StandardCharsets.UTF_8);
      case 401, 403 ->
          throw CommandFailure.failed(address + " refuses the token; is it that process's file?");
      default -> throw CommandFailure.failed(address + path + " answered " + response.statusCode());
    };
  }

  /** Sends JSON to a path; the caller judges the reply. */
  Reply send(String path, String json) {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(address.url() + path))
            .timeout(CHANGE_WAIT)
            .header("Authorization", "Bearer " + address.token())
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(json))
            .build();
    HttpResponse<byte[]> response = send(request);
    if (response.statusCode() == 401 || response.statusCode() == 403) {
      throw CommandFailure.failed(address + " refuses the token; is it that process's file?");
    }
    return new Reply(response.statusCode(), new String(response.body(), StandardCharsets.UTF_8));
  }

  /** What the listener answered. */
  record Reply(int status, String body) {}

  @Override
  public void close() {
    client.close();
  }

  private HttpResponse<byte[]> send(HttpRequest request) {
    try {
      return client.send(
          request, BodyHandlers.limiting(BodyHandlers.ofByteArray(), BODY_BYTES_MAX));
    } catch (IOException e) {
      throw CommandFailure.failed(address + " does not answer (" + e + ")", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw CommandFailure.failed("interrupted while waiting for " + address, e);
    }
  }
}
