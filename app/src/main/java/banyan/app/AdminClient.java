package banyan.app;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** Asks the admin listener of a running process. Any thread; blocks. */
public final class AdminClient implements AutoCloseable {
  private static final Duration WAIT = Duration.ofSeconds(2);

  /** For what the process has to work on. */
  private static final Duration WORK_WAIT = Duration.ofSeconds(30);

  private static final long BODY_BYTES_MAX = 16 << 20;

  private final AdminAddress address;
  private final HttpClient client = HttpClient.newBuilder().connectTimeout(WAIT).build();

  public AdminClient(AdminAddress address) {
    this.address = address;
  }

  /** The body that the listener answers for a path. */
  public String ask(String path) {
    return answer(path, request(path).timeout(WAIT).build());
  }

  /** As {@link #ask(String)}, when the process has to work for it. */
  String askAtLength(String path) {
    return answer(path, request(path).timeout(WORK_WAIT).build());
  }

  /** The body that the listener answers when it is sent one. */
  String ask(String path, String body) {
    return answer(
        path, request(path).timeout(WORK_WAIT).POST(BodyPublishers.ofString(body)).build());
  }

  /** What the listener answers when it is sent JSON; the caller judges it. */
  public Reply send(String path, String json) {
    HttpResponse<byte[]> response =
        send(request(path).timeout(WORK_WAIT).POST(BodyPublishers.ofString(json)).build());
    if (response.statusCode() == 401) {
      throw CommandFailure.failed(address + " refuses the token; is it that process's file?");
    }
    return new Reply(response.statusCode(), new String(response.body(), StandardCharsets.UTF_8));
  }

  /** What the listener answered. */
  public record Reply(int status, String body) {}

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(address.url() + path))
        .header("Authorization", "Bearer " + address.token());
  }

  private String answer(String path, HttpRequest request) {
    HttpResponse<byte[]> response = send(request);
    String body = new String(response.body(), StandardCharsets.UTF_8);
    return switch (response.statusCode()) {
      case 200 -> body;
      case 400 -> throw CommandFailure.failed(detail(body));
      case 403, 503 -> throw CommandFailure.failed(detail(body));
      case 401 ->
          throw CommandFailure.failed(address + " refuses the token; is it that process's file?");
      default -> throw CommandFailure.failed(address + path + " answered " + response.statusCode());
    };
  }

  /** What a problem says (RFC 9457 section 3.1.4). */
  private static String detail(String problem) {
    try {
      return new JsonMapper().readTree(problem).path("detail").asText(problem);
    } catch (JsonProcessingException e) {
      return problem;
    }
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
