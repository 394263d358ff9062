package banyan.app.demo;

import banyan.app.CommandFailure;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/** A service that somebody else starts on the data folder of the demo. */
public final class GivenService {
  private static final Duration START_MAX = Duration.ofMinutes(2);
  private static final Duration ANSWER_MAX = Duration.ofSeconds(5);
  private static final int OK = 200;

  private GivenService() {}

  /**
   * Waits until it answers a read.
   *
   * @throws CommandFailure when it does not in time
   */
  public static void await(URI service, Waiting waiting) {
    try (HttpClient client = HttpClient.newBuilder().connectTimeout(ANSWER_MAX).build()) {
      if (!waiting.until(START_MAX, () -> answers(client, service))) {
        throw CommandFailure.failed(
            "no service answers at %s within %d s; start 'banyan up --only catalog' there, on the demo's data folder"
                .formatted(service, START_MAX.toSeconds()));
      }
    }
  }

  private static boolean answers(HttpClient client, URI service) {
    HttpRequest request =
        HttpRequest.newBuilder(service.resolve(Goods.PRODUCTS + "?limit=1"))
            .timeout(ANSWER_MAX)
            .build();
    try {
      return client.send(request, BodyHandlers.discarding()).statusCode() == OK;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
