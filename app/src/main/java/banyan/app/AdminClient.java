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
public final class AdminClient implements AutoCloseable {
  private static final Duration WAIT = Duration.ofSeconds(2);
  private static final long BODY_BYTES_MAX = 16 << 20;

  private final AdminAddress address;
  private final HttpClient client = HttpClient.newBuilder().connectTimeout(WAIT).build();

  public AdminClient(AdminAddress address) {
    this.address = address;
  }

  /** The body that the listener answers for a path. */
  public String ask(String path) {
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
