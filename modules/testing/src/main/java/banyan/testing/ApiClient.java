package banyan.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/** A client of a {@link ApiServer} on behalf of one tenant. Any thread. */
public record ApiClient(HttpClient http, String origin, String tenant) {
  private static final Duration TIME_ALLOWED = Duration.ofSeconds(30);

  public ApiAnswer get(String target, String... fields) {
    return send("GET", target, "", fields);
  }

  public ApiAnswer post(String target, String json, String... fields) {
    return send("POST", target, json, fields);
  }

  public ApiAnswer put(String target, String json, String... fields) {
    return send("PUT", target, json, fields);
  }

  /**
   * Sends a request; a body is JSON.
   *
   * @param fields names and values by turns
   */
  public ApiAnswer send(String method, String target, String json, String... fields) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(origin + target))
            .timeout(TIME_ALLOWED)
            .header(ApiServer.TENANT_FIELD, tenant)
            .method(method, BodyPublishers.ofString(json));
    if (!json.isEmpty()) {
      request.header("Content-Type", "application/json");
    }
    if (fields.length > 0) {
      request.headers(fields);
    }
    try {
      return new ApiAnswer(http.send(request.build(), BodyHandlers.ofString()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted", e);
    }
  }
}
